import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createNxZalo, isNxZaloError } from "@nxzalo/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandbox, type Fault, phoneForCode, phoneForFault } from "./index.ts";
import { type ListeningSandbox, listen } from "./node.ts";

const sandbox = createSandbox();
let served: ListeningSandbox;
beforeAll(async () => {
  served = await listen(sandbox);
});
afterAll(() => served.close());

const init = (phone: string, timeoutMs = 5_000) => {
  const { credentials, appKey } = sandbox;
  const nx = createNxZalo({ credentials, appKey, baseUrl: served.url, timeoutMs, retry: false });
  return nx.initJourneyToken({ phone, tokenType: "token_coach_bus_30" }).catch((error: unknown) => {
    if (isNxZaloError(error)) return error;
    throw error;
  });
};

describe("listen", () => {
  it("serves on loopback, with the signature checked over real HTTP", async () => {
    expect(served.url).toBe(`http://127.0.0.1:${served.port}`);
    expect(await init("84912345678")).toMatchObject({ token: expect.stringMatching(/^.{256}$/) });
    expect(await init(phoneForCode(9002))).toMatchObject({ upstreamCode: 9002 });
  });

  it.each<[Fault, object]>([
    ["closed_before_read", { code: "network_error", outcome: "unknown" }],
    ["closed_after_read", { code: "network_error", outcome: "unknown" }],
    ["html_502", { code: "response_unreadable", status: 502 }],
    ["truncated_json", { code: "response_unreadable" }],
    ["oversized_body", { code: "response_unreadable" }],
    ["redirect", { code: "response_unreadable", status: 302 }],
    ["no_answer", { code: "timeout", outcome: "unknown" }],
  ])("breaks the connection or the answer: %s", async (fault, error) =>
    expect(await init(phoneForFault(fault), fault === "no_answer" ? 100 : 5_000)).toMatchObject(error),
  );

  it("refuses an option that does not exist by its name", () =>
    expect(listen(createSandbox(), { hostname: "::" } as object)).rejects.toThrow(
      new TypeError("hostname: no such option, there are port, host, deliverEveryMs"),
    ));

  it.each<[string, object]>([
    ["port", { port: "8788" }],
    ["host", { host: "" }],
    ["deliverEveryMs", { deliverEveryMs: Number.NaN }],
  ])("refuses a wrong %s by its name", async (name, wrong) =>
    expect(listen(createSandbox(), wrong as never)).rejects.toThrow(new RegExp(`^${name} must be `)),
  );

  it("rejects where the port is taken", async () =>
    expect(listen(createSandbox(), { port: served.port })).rejects.toMatchObject({ code: "EADDRINUSE" }));
});

describe("nxzalo-sandbox", () => {
  const bin = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
  const start = (...args: string[]) => spawn(process.execPath, [bin, ...args], { stdio: ["ignore", "pipe", "pipe"] });

  it("starts alone, says how to reach it, and ends at SIGTERM", async () => {
    const child = start("--port", "0");
    const [output] = await once(child.stdout, "data");
    expect(String(output)).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    child.kill("SIGTERM");
    expect((await once(child, "exit"))[0]).toBe(0);
  });

  it.each([["--port", "x"], ["--port", "99999"], ["--webhook", "x"], ["--nonsense"]])(
    "refuses %s %s in words",
    async (...args) => {
      const child = start(...args.filter(Boolean));
      const [output] = await once(child.stderr, "data");
      expect(String(output)).toContain("usage:");
      expect(String(output)).not.toContain("    at ");
      expect((await once(child, "exit"))[0]).toBe(1);
    },
  );
});
