import { ProxyError } from "@nxzalo/core/errors";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it, vi } from "vitest";
import { problemResponse } from "../problems.ts";
import { type Authorize, type Caller, identify, requireScope } from "./authorize.ts";

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
