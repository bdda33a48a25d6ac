import { ProxyError } from "@nxzalo/core/errors";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it, vi } from "vitest";
import { problemResponse } from "../problems.ts";
import { bearerKeysFromEnv } from "./api-keys.ts";
import { type Authorize, anyOf, type Caller, identify, requireScope, slowRefusal } from "./authorize.ts";

const sending: Caller = { caller: "shop", scopes: ["send", "read"] };

const admitBy = async (authorize: Authorize, headers: Record<string, string>, scope: "send" | "admin" = "send") => {
  const request = { method: "POST", path: "/", headers: new Headers(headers), body: null };
  requireScope(await identify(authorize, request, "initJourneyToken", () => {}), scope);
};

/** What the log and the caller hear. */
async function refusal(authorize: Authorize, headers: Record<string, string>, scope?: "admin") {
  const error = await failureOf(admitBy(authorize, headers, scope));
  const response = problemResponse(error, "id");
  return [response.status, (error.cause as Error | undefined)?.message, response.headers?.["www-authenticate"]];
}

describe("who is not admitted hears by WWW-Authenticate", () => {
  it.each<[string, Record<string, string>, string, string]>([
    ["nothing of an error where no credentials came", {}, "no credentials came", "Bearer"],
    [
      "nor where they are of another scheme",
      { authorization: "Basic c2hvcDpwdw==" },
      "the authorization header is not Bearer and a token",
      "Bearer",
    ],
    [
      "that a token is not known",
      { authorization: "Bearer 0123456789abcdef" },
      "the key or token is not known",
      'Bearer error="invalid_token", error_description="the key or token is not known"',
    ],
  ])("%s", async (_, headers, why, challenge) =>
    expect(await refusal(() => null, headers)).toEqual([401, why, challenge]),
  );

  it("which scope is missing", async () => {
    const headers = { authorization: "Bearer 0123456789abcdef" };
    const challenge = 'Bearer error="insufficient_scope", scope="admin"';
    expect(await refusal(() => sending, headers, "admin")).toEqual([403, "the caller's scopes: send read", challenge]);
    expect(await refusal(() => ({ ...sending, scopes: [] }), headers, "admin")).toEqual([
      403,
      "the caller's scopes: none at all",
      challenge,
    ]);
  });

  it("no more than Bearer from an authoriser that throws `unauthorized` itself", async () => {
    const own = () => {
      throw new ProxyError("Not you", {
        code: "unauthorized",
        outcome: "not_sent",
        cause: new Error("a session ended"),
      });
    };
    expect(await refusal(own, {})).toEqual([401, "a session ended", "Bearer"]);
  });
});

it("an authoriser is handed the way to the operator", async () => {
  const reportFault = vi.fn();
  const authorize: Authorize = (request) => {
    request.reportFault?.("the key set is away");
    return sending;
  };
  const request = { method: "POST", path: "/", headers: new Headers(), body: null };
  await identify(authorize, request, "initJourneyToken", reportFault);
  expect(reportFault).toHaveBeenCalledExactlyOnceWith("the key set is away");
});

describe("a refusal waits", () => {
  const unauthorized = new ProxyError("Not you", { code: "unauthorized", outcome: "not_sent" });
  const away = new ProxyError("The issuer is away", { code: "unavailable", outcome: "not_sent" });
  it.each<[string, Error, Record<string, string>, boolean]>([
    ["of a key", unauthorized, { authorization: "Bearer 0123456789abcdef" }, true],
    ["of a session's cookie", unauthorized, { cookie: "nxzalo-0123abcd=0" }, true],
    ["but not of nothing", unauthorized, { cookie: "theme=dark" }, false],
    ["nor where credentials cannot be judged", away, { authorization: "Bearer 0123456789abcdef" }, false],
    ["nor of what is a bug", new Error("a bug"), { authorization: "Bearer 0123456789abcdef" }, false],
  ])("%s", async (_, error, headers, waits) => {
    const slowWrongKey = vi.fn(async () => {});
    const address = "192.0.2.1";
    const request = { method: "POST", path: "/", headers: new Headers(headers), body: null, address };
    expect(await slowRefusal(error, request, slowWrongKey)).toBe(error);
    expect(slowWrongKey.mock.calls).toEqual(waits ? [[address]] : []);
  });
});

it("a caller is who an authoriser names in the end, and none where that names none", async () => {
  expect(await failureOf(admitBy(async () => null, {}))).toMatchObject({ code: "unauthorized" });
  expect(await failureOf(admitBy(async () => sending, {}, "admin"))).toMatchObject({ code: "forbidden" });
});

describe("of several authorisers", () => {
  const refuse = (cause: string) => () => {
    throw new ProxyError("Not you", { code: "unauthorized", outcome: "not_sent", cause: new Error(cause) });
  };
  const none = () => null;

  it("where all refuse, the last reason is the one", async () => {
    expect(await refusal(anyOf(refuse("first"), refuse("last"), none), {})).toEqual([401, "last", "Bearer"]);
    expect(await refusal(anyOf(none, none), {})).toEqual([401, "no credentials came", "Bearer"]);
  });

  it.each([
    ["a bug", new RangeError("a bug")],
    ["nothing", undefined],
    ["an error of another kind with the same code", Object.assign(new Error("of a pool"), { code: "unauthorized" })],
    ["what it depends on", new ProxyError("away", { code: "unavailable", outcome: "not_sent" })],
  ])("ends the asking by %s", async (_, thrown) => {
    const after = vi.fn(() => sending);
    const failing = anyOf(() => Promise.reject(thrown), after);
    const [asked] = await Promise.allSettled([admitBy(failing, {})]);
    expect(asked).toEqual({ status: "rejected", reason: thrown });
    expect(after).not.toHaveBeenCalled();
  });
});

it("keys of bindings, where there are no bindings, are missing, and no caller is admitted", async () =>
  expect(await failureOf(admitBy(bearerKeysFromEnv(), { authorization: "Bearer 0123456789abcdef" }))).toMatchObject({
    code: "config_invalid",
    issues: [{ path: ["GATEWAY_API_KEYS"], message: "is missing" }],
  }));
