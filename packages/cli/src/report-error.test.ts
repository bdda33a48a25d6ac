import { ConfigError, InputError, ProxyError, TransportError, UpstreamError } from "@nxzalo/core/errors";
import { errorText, issueText } from "@nxzalo/core/vi";
import { describe, expect, it } from "vitest";
import type { CliContext } from "./context.ts";
import { CommandError, exitCodes } from "./exit-codes.ts";
import { type Language, translateTo } from "./language.ts";
import { reportError } from "./report-error.ts";

/** What a command that failed so says on stderr, and what the process ends with. */
function report(error: unknown, acts = false, { isJson = false, language = "en" as Language } = {}) {
  let stderr = "";
  const process = { stderr: { write: (text: string) => (stderr += text) } };
  const context = { process, language, t: translateTo(language), isJson, secrets: new Set(), env: {} };
  const exitCode = reportError(context as unknown as CliContext, error, { acts });
  return { exitCode, lines: stderr.split("\n").slice(0, -1) };
}

/** As Node's fetch says that no connection came about. */
const refused = new TypeError("fetch failed", {
  cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED", syscall: "connect" }),
});
const notSent = { outcome: "not_sent" } as const;
const unknown = { outcome: "unknown" } as const;
const { failed, usage, unreachable, unknown: mayBeDone } = exitCodes;

describe("a process ends with", () => {
  it.each<[string, unknown, number, number]>([
    ["a configuration", new ConfigError("no", { code: "config_invalid", ...notSent }), usage, usage],
    ["an input", new InputError("no", { code: "input_invalid", ...notSent }), usage, usage],
    ["a body that is no JSON", new ProxyError("no", { code: "body_malformed", ...notSent }), usage, usage],
    [
      "a gateway that is not there",
      new TransportError("no", { code: "network_error", ...notSent }),
      ...both(unreachable),
    ],
    ["one that does not answer", new TransportError("no", { code: "timeout", ...notSent }), ...both(unreachable)],
    ["one that is not ready", new ProxyError("no", { code: "unavailable", ...notSent }), ...both(unreachable)],
    ["its limit", new ProxyError("no", { code: "rate_limited", ...notSent }), ...both(unreachable)],
    ["NXCLOUD's limit", upstream("upstream_rate_limited", "rejected"), ...both(unreachable)],
    ["what NXCLOUD refused", upstream("quotation_missing", "rejected"), ...both(failed)],
    ["a key that may not", new ProxyError("no", { code: "forbidden", ...notSent }), ...both(failed)],
    ["an answer that was lost", new TransportError("?", { code: "network_error", ...unknown }), unreachable, mayBeDone],
    ["what NXCLOUD does not know", upstream("upstream_failure", "unknown"), failed, mayBeDone],
    ["a fault of the gateway's", new ProxyError("?", { code: "internal_error", ...unknown }), failed, mayBeDone],
    [
      "a connection that did not come about",
      new TransportError("?", { code: "network_error", cause: refused, ...unknown }),
      ...both(unreachable),
    ],
    [
      "a gateway that could not reach its store",
      new ProxyError("?", { code: "unavailable", cause: refused, ...unknown }),
      unreachable,
      mayBeDone,
    ],
    ["a command that says which", new CommandError("no", exitCodes.partly), ...both(exitCodes.partly)],
    ["a file that is not there", fault("ENOENT", "a.csv"), ...both(usage)],
    ["a disk that is full", fault("ENOSPC"), ...both(failed)],
    ["a share of it that is used up", fault("EDQUOT", "a.csv"), ...both(failed)],
    ["a file that is too large", fault("EFBIG", "a.csv"), ...both(failed)],
    ["any other error", new Error("a bug"), ...both(failed)],
  ])("the code of %s, whether the command acts or not", (_, error, looking, acting) =>
    expect([report(error).exitCode, report(error, true).exitCode]).toEqual([looking, acting]),
  );
});

describe("what is said of a file", () => {
  it.each<[unknown, string[]]>([
    [fault("ENOENT", "a.csv"), ["a.csv: is not there"]],
    [fault("ENOSPC", "a.csv"), ["a.csv: no space is left on the disk"]],
    [fault("ENOSPC"), ["no space is left on the disk"]],
    // Of what is open for reading, nothing is known but the system's words.
    [fault("EACCES"), ["EACCES of the system"]],
    [fault("toString", "a.csv"), ["toString of the system"]],
    // Of a copy it is the file that cannot be used: here the source is this test.
    [fault("EEXIST", import.meta.filename, "copy.db"), ["copy.db: exists"]],
    [fault("ENOENT", "gone.db", "copy.db"), ["gone.db: is not there"]],
    [fault("EISDIR", import.meta.dirname, "copy.db"), [`${import.meta.dirname}: is a folder`]],
  ])("%s", (error, lines) => expect(report(error).lines).toEqual(lines));
});

it("each issue has a line of its own, by its row or its field, and what may be done says so where the command acts", () => {
  const issues = [
    { path: [7], code: "required", message: "is required" },
    { path: ["rows", 0, "phone"], code: "required", message: "is required" },
    { path: [], code: "required", message: "is required" },
  ];
  const error = new InputError("The input is wrong: 7 is required", {
    code: "input_invalid",
    issues,
    hint: "look",
    ...unknown,
  });
  const lines = [
    "The input is wrong (input_invalid)",
    "  row 7: is required",
    "  rows.0.phone: is required",
    "  it is required",
    "  hint: look",
  ];
  expect(report(error).lines).toEqual(lines);
  expect(report(error, true).lines).toEqual([...lines, "  it may have been done: look before you repeat it"]);
  expect(report(error, true, { language: "vi" }).lines.at(1)).toMatch(/^ {2}dòng 7: /);
});

describe("the first line of an error", () => {
  it.each<[string, Error]>([
    [
      "no (quotation_missing, NXCLOUD 9004, traceId 5f0c)",
      new UpstreamError("no", { code: "quotation_missing", outcome: "rejected", upstreamCode: 9004, traceId: "5f0c" }),
    ],
    [
      "no (network_error, ECONNREFUSED)",
      new TransportError("no", { code: "network_error", cause: refused, ...notSent }),
    ],
    // What answered with a status was reached.
    ["no (timeout)", new TransportError("no", { code: "timeout", cause: refused, status: 504, ...notSent })],
    ["no (unavailable)", new ProxyError("no", { code: "unavailable", cause: refused, ...notSent })],
    ["no: yes (forbidden)", new ProxyError("no: yes", { code: "forbidden", ...notSent })],
    [
      "The input is wrong; these are 1 of 25 (input_invalid)",
      new InputError("The input is wrong: phone is\nrequired; these are 1 of 25", {
        code: "input_invalid",
        issues: [{ path: ["phone"], code: "required", message: "is\nrequired" }],
        ...notSent,
      }),
    ],
  ])("%s", (line, error) => expect(report(error).lines[0]).toBe(line));

  it("is of the reader's language, and so are issues and hints", () => {
    const issues = [{ path: ["phone"], code: "required", message: "is required" }];
    const error = new ProxyError("The body is wrong: phone is required", {
      code: "unauthorized",
      issues,
      hint: "send a valid `authorization: Bearer …` header",
      ...notSent,
    });
    expect(report(error, false, { language: "vi" }).lines).toEqual([
      `${errorText("unauthorized")} (unauthorized)`,
      `  phone: ${issueText({ path: ["phone"], code: "required", message: "is required" })}`,
      "  gợi ý: gateway không nhận khóa này: `nxzalo login`, hoặc NXZALO_KEY",
    ]);
    expect(report(error).lines.at(-1)).toBe(
      "  hint: the gateway does not know this key: `nxzalo login`, or NXZALO_KEY",
    );
  });
});

it("with --json there is one line, which is an object; an error without words says nothing", () => {
  const { lines } = report(new ProxyError("no", { code: "forbidden", hint: "ask", ...notSent }), false, {
    isJson: true,
  });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ error: { code: "forbidden", hint: "ask" } }]);
  const own = report(new CommandError("no", failed, "do this"), false, { isJson: true });
  expect(own.lines.map((line) => JSON.parse(line))).toEqual([{ error: { message: "no", hint: "do this" } }]);
  expect(report(new CommandError("no", failed, "do this")).lines).toEqual(["no", "  do this"]);
  expect(report(new CommandError("", exitCodes.partly))).toEqual({ exitCode: exitCodes.partly, lines: [] });
});

function both(code: number): [number, number] {
  return [code, code];
}

function upstream(
  code: "upstream_rate_limited" | "quotation_missing" | "upstream_failure",
  outcome: "rejected" | "unknown",
) {
  return new UpstreamError("no", { code, outcome, upstreamCode: 9000 });
}

/** An error of the system's. */
function fault(code: string, path?: string, dest?: string) {
  return Object.assign(new Error(`${code} of the system`), { code, ...(path && { path }), ...(dest && { dest }) });
}
