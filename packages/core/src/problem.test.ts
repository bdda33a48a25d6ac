import { describe, expect, it } from "vitest";
import { upstreamCode, upstreamCodes } from "./client/upstream-codes.ts";
import { documentedCode, ownErrorCodes } from "./error-codes.ts";
import {
  ConfigError,
  type ErrorCode,
  InputError,
  isNxZaloError,
  ProxyError,
  ResponseError,
  TransportError,
  UpstreamError,
} from "./errors.ts";
import { fromProblem, statusOf, titleOf, toProblem } from "./problem.ts";

const id = "123e4567-e89b-42d3-a456-426614174000";

describe("problems", () => {
  it("carry every documented code there and back", () => {
    for (const { code, error, outcome, hint, proxyStatus, retryable } of upstreamCodes()) {
      const sent = new UpstreamError("NXCLOUD answered", {
        code: error,
        outcome,
        hint,
        retryable,
        upstreamCode: code,
        traceId: "t",
      });
      const problem = toProblem(sent, id);
      expect(problem).toMatchObject({
        type: `urn:nxzalo:problem:${error}`,
        status: proxyStatus,
        detail: "NXCLOUD answered",
        instance: `urn:uuid:${id}`,
      });
      const received = fromProblem(JSON.parse(JSON.stringify(problem)));
      expect(received).toBeInstanceOf(UpstreamError);
      expect(received).toMatchObject({
        kind: "upstream",
        code: error,
        outcome,
        hint,
        retryable,
        upstreamCode: code,
        traceId: "t",
      });
    }
  });

  const facts = { outcome: "unknown", retryable: true, hint: "look", traceId: "t" } as const;
  const errors = [
    new InputError("bad", { ...facts, code: "input_invalid" }),
    new TransportError("lost", { ...facts, code: "network_error" }),
    new UpstreamError("refused", { ...facts, code: "phone_rejected", upstreamCode: 9002 }),
    new ResponseError("odd", { ...facts, code: "response_invalid" }),
    new ProxyError("no", { ...facts, code: "forbidden" }),
  ];

  it.each(errors)("stand for the $name that they were made of, and for none without what says which", (error) => {
    const problem = toProblem(error, id);
    const received = fromProblem(JSON.parse(JSON.stringify(problem)), 3_000);
    expect(received).toBeInstanceOf(error.constructor);
    const { status } = problem;
    expect(received?.toJSON()).toEqual({ ...error.toJSON(), attempts: 1, status, retryAfterMs: 3_000 });
    for (const name of ["type", "kind", "code", "outcome"])
      expect([name, fromProblem({ ...problem, [name]: undefined })]).toEqual([name, undefined]);
    expect(fromProblem({ ...problem, code: undefined, type: "urn:nxzalo:problem:undefined" })).toBeUndefined();
  });

  it("have their code as a title, in words", () => {
    expect(titleOf("input_invalid")).toBe("Input invalid");
    expect(titleOf("upstream_code_unknown")).toBe("Upstream code unknown");
    for (const error of errors) expect(toProblem(error, id).title).toBe(titleOf(error.code));
  });

  it("of an older proxy, whose issues have no code, give them the one for all", () => {
    const problem = toProblem(new InputError("bad", { code: "input_invalid", outcome: "not_sent" }), id);
    const issues = [{ path: ["phone"], message: "is required" }];
    expect(fromProblem({ ...problem, issues })?.issues).toEqual([{ ...issues[0], code: "invalid" }]);
    for (const odd of ["text", null, 7]) expect(fromProblem({ ...problem, issues: odd })?.issues).toBeUndefined();
  });

  it("keep the issues of an input", () => {
    const issues = [{ path: ["phone"], message: "is required", code: "required" }];
    const problem = toProblem(new InputError("bad", { code: "input_invalid", outcome: "not_sent", issues }), id);
    expect(problem).toMatchObject({ status: 422, issues });
    expect(fromProblem(problem)).toMatchObject({ name: "InputError", issues });
  });

  it("show neither bugs nor the configuration", () => {
    const config = new ConfigError("NXCLOUD_ACCESS_SECRET is missing", {
      code: "config_invalid",
      outcome: "not_sent",
      issues: [],
    });
    expect(toProblem(config, id)).toMatchObject({
      status: 503,
      code: "unavailable",
      kind: "proxy",
      outcome: "not_sent",
      retryable: true,
      hint: expect.stringContaining("for the operator"),
    });
    const hinting = new ConfigError("x", { code: "config_invalid", outcome: "not_sent", issues: [], hint: "look" });
    expect(toProblem(hinting, id).hint).toBe("look");
    expect(JSON.stringify(toProblem(config, id))).not.toContain("SECRET");
    expect(toProblem(new Error("inner detail"), id)).toMatchObject({
      status: 500,
      code: "internal_error",
      outcome: "unknown",
    });
    expect(JSON.stringify(toProblem(new Error("inner detail"), id))).not.toContain("inner detail");
  });

  it.each([
    null,
    "text",
    {},
    { kind: "upstream" },
    { kind: "__proto__", code: "x", outcome: "unknown", type: "urn:nxzalo:problem:x" },
  ])("are not made of %j", (value) => expect(fromProblem(value)).toBeUndefined());
});

describe("errors", () => {
  it("are known across copies of the package, by their brand", () => {
    expect(isNxZaloError(new ProxyError("x", { code: "forbidden", outcome: "not_sent" }))).toBe(true);
    expect(isNxZaloError(Object.defineProperty(new Error("x"), Symbol.for("nxzalo.error"), { value: true }))).toBe(
      true,
    );
    for (const value of [new Error("x"), null, undefined, "x", {}]) expect(isNxZaloError(value)).toBe(false);
  });
});

/** NXCLOUD's table, by its pages; written down here once more, so that the two can disagree. */
const documented = [
  [-1, "upstream_failure", "nxcloud_technical", "unknown", 502],
  [1000, "authentication_failed", "caller", "rejected", 502],
  [1001, "authentication_failed", "caller", "rejected", 502],
  [1002, "authentication_failed", "caller", "rejected", 502],
  [1003, "authentication_failed", "caller", "rejected", 502],
  [1004, "clock_skew", "caller", "rejected", 502],
  [1005, "authentication_failed", "caller", "rejected", 502],
  [1100, "account_unavailable", "nxcloud_business", "rejected", 502],
  [1102, "balance_insufficient", "customer", "rejected", 502],
  [9000, "parameter_rejected", "caller", "rejected", 422],
  [9001, "upstream_failure", "nxcloud_technical", "unknown", 502],
  [9002, "phone_rejected", "caller", "rejected", 422],
  [9003, "application_unavailable", "nxcloud_business", "rejected", 502],
  [9004, "quotation_missing", "nxcloud_business", "rejected", 502],
  [9005, "route_missing", "nxcloud_technical", "rejected", 502],
  [9010, "upstream_rate_limited", "nobody", "rejected", 429],
  [9999, "upstream_failure", "nxcloud_technical", "unknown", 502],
  [17009, "journey_quotation_missing", "nxcloud_business", "rejected", 502],
  [17010, "journey_quotation_unavailable", "nxcloud_business", "rejected", 502],
];

/** The protocol's table, in the same way. */
const ownStatuses: Readonly<Record<number, readonly ErrorCode[]>> = {
  400: ["body_malformed"],
  401: ["unauthorized"],
  403: ["forbidden"],
  404: ["route_not_found", "journey_not_found", "message_not_found"],
  405: ["method_not_allowed"],
  409: ["idempotency_conflict", "message_not_resendable", "message_not_cancellable", "reference_ambiguous"],
  413: ["body_too_large"],
  415: ["media_type_unsupported"],
  422: ["input_invalid", "idempotency_mismatch", "template_mismatch", "message_expired", "recipient_suppressed"],
  429: ["rate_limited"],
  500: ["internal_error"],
  502: ["network_error", "response_unreadable", "response_invalid"],
  503: ["unavailable"],
  504: ["timeout"],
};

it("every code of our own has the status of the protocol", () => {
  const codes = Object.values(ownStatuses).flat();
  expect(
    Object.keys(ownErrorCodes)
      .filter((code) => code !== "config_invalid")
      .sort(),
  ).toEqual(codes.sort());
  for (const [status, some] of Object.entries(ownStatuses))
    for (const code of some) expect([code, statusOf(code)]).toEqual([code, Number(status)]);
});

describe("upstreamCode", () => {
  it("knows NXCLOUD's table, with a name and a hint for each", () => {
    expect(
      upstreamCodes().map(({ code, error, responsibleParty, outcome, proxyStatus }) => [
        code,
        error,
        responsibleParty,
        outcome,
        proxyStatus,
      ]),
    ).toEqual(documented);
    for (const { name, hint } of upstreamCodes()) expect([name, hint]).not.toContain("");
  });

  it("gives undocumented codes of the authentication group its meaning, and all others an unknown outcome", () => {
    expect(upstreamCode(1007)).toMatchObject({ code: 1007, error: "authentication_failed", outcome: "rejected" });
    expect(upstreamCodes().filter(({ code }) => documentedCode(code) !== code)).toEqual([]);
    for (const code of [1010, 17008, 5, -2, 999_999]) {
      expect(upstreamCode(code)).toMatchObject({
        code,
        error: "upstream_code_unknown",
        outcome: "unknown",
        retryable: false,
      });
    }
  });

  it("marks only the rate limit as retryable", () =>
    expect(
      upstreamCodes()
        .filter(({ retryable }) => retryable)
        .map(({ code }) => code),
    ).toEqual([9010]));
});
