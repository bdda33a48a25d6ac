import { upstreamCodes } from "@nxzalo/core";
import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { clientOf, init } from "../../test/client.ts";
import { createSandbox, phoneForCheckCode, type Sandbox } from "../index.ts";

const dayMs = 86_400_000;
const now = () => 1_719_000_069_012;
const check = (sandbox: Sandbox, journeyToken: string, appKey?: string) =>
  clientOf(sandbox, { now }).checkJourneyToken({ journeyToken }, appKey ? { appKey } : {});

describe("checkJourneyToken", () => {
  it("answers with a token's type, application and times, as NXCLOUD prints them", async () => {
    const sandbox = createSandbox({ now });
    const { token } = await init(sandbox, undefined, { now });
    let text = "";
    const fetch = async (url: string, request: RequestInit) => {
      const response = await sandbox.fetch(url, request);
      text = await response.clone().text();
      return response;
    };
    expect(await clientOf(sandbox, { now, fetch }).checkJourneyToken({ journeyToken: token })).toMatchObject({
      expiresAt: new Date(now() + 7 * dayMs),
    });
    expect(JSON.parse(text)).toEqual({
      code: 0,
      message: "Success",
      data: {
        createdAt: "1719000069012",
        expiredAt: "1719604869012",
        tokenType: "token_logistics_7",
        appId: expect.stringMatching(/^\d{19}$/),
        oaId: expect.stringMatching(/^\d{19}$/),
      },
    });
  });

  it.each(["token_coach_bus_7", "token_coach_bus_30"] as const)("ends %s to the millisecond", async (tokenType) => {
    const sandbox = createSandbox({ now });
    const { token } = await clientOf(sandbox, { now }).initJourneyToken({ phone: "84912345678", tokenType });
    sandbox.advance(Number(tokenType.split("_").at(-1)) * dayMs - 1);
    expect(await check(sandbox, token)).toMatchObject({ tokenType });
    sandbox.advance(1);
    expect(await failureOf(check(sandbox, token))).toMatchObject({ upstreamCode: 9000 });
  });

  it("knows tokens of another sandbox with the same secret, and each application's own alone", async () => {
    const { token } = await init(createSandbox({ now }), undefined, { now });
    const sandbox = createSandbox({ now });
    expect(await check(sandbox, token)).toMatchObject({ createdAt: new Date(now()) });
    expect(await failureOf(check(sandbox, token, "sandbox-app-2"))).toMatchObject({ upstreamCode: 9000 });
    expect(await failureOf(check(sandbox, token, "nobody"))).toMatchObject({ upstreamCode: 9003 });
  });

  it("answers every code for the tokens of a magic number", async () => {
    const sandbox = createSandbox({ now });
    for (const { code } of upstreamCodes()) {
      const { token } = await init(sandbox, phoneForCheckCode(code), { now });
      expect(await failureOf(check(sandbox, token))).toMatchObject({ upstreamCode: code });
    }
    expect(phoneForCheckCode(-1)).toBe("84900299991");
  });

  it("answers 9000 for any text that is no token", () => {
    const texts = fc.oneof(fc.stringMatching(/^[\x21-\x7e]{1,300}$/), fc.stringMatching(/^[A-Za-z0-9_-]{1,300}$/));
    const sandbox = createSandbox({ now });
    return fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await failureOf(check(sandbox, text))).toMatchObject({ upstreamCode: 9000 });
      }),
    );
  });

  it("breaks as `faults` says", async () => {
    const sandbox = createSandbox({ now });
    const { token } = await init(sandbox, undefined, { now });
    sandbox.faults.push("html_502");
    expect(await failureOf(check(sandbox, token))).toMatchObject({ code: "response_unreadable", status: 502 });
  });
});
