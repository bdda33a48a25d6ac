import { createNxZalo, type FetchLike } from "@nxzalo/core";
import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { guardFetch } from "./guard.ts";
import { createSandbox } from "./sandbox.ts";

const listed = "84912345678";
const other = "84987654321";
const template = { templateId: "133214", templateData: { order: "42" } };
const account = { credentials: { accessKey: "real-key", accessSecret: "real-secret" }, appKey: "real-app" };

const initOf = (body: string) =>
  ({ method: "POST", headers: {}, body, redirect: "manual", signal: undefined }) as const;

/** A client behind the guard, and what reached NXCLOUD. */
function setUp() {
  const nxcloud = createSandbox({ credentials: account.credentials, appKeys: [account.appKey] });
  const fetch = vi.fn(nxcloud.fetch as unknown as FetchLike);
  const client = () => createNxZalo({ ...account, fetch: guardFetch({ phones: new Set([listed]) }, fetch) });
  return { nxcloud, fetch, nx: client(), another: client() };
}

describe("the staging guard", () => {
  it("lets the listed phones through, signed as ever", async () => {
    const { nx, nxcloud } = setUp();
    const { token } = await nx.initJourneyToken({ phone: listed, tokenType: "token_logistics_7" });
    expect(await nx.sendTemplate({ phone: listed, ...template, journeyToken: token })).toMatchObject({
      requestId: expect.any(String),
    });
    expect((await nx.checkJourneyToken({ journeyToken: token })).tokenType).toBe("token_logistics_7");
    expect(nxcloud.calls.map(({ code }) => code)).toEqual([0, 0, 0]);
  });

  it("answers for all others, and NXCLOUD hears nothing of them, nor of their tokens", async () => {
    const { nx, another, fetch } = setUp();
    const { token } = await nx.initJourneyToken({ phone: other, tokenType: "token_logistics_7" });
    // Another process knows the token again.
    expect(await another.sendTemplate({ phone: other, ...template, journeyToken: token })).toMatchObject({
      requestId: expect.any(String),
    });
    expect((await another.checkJourneyToken({ journeyToken: token })).tokenType).toBe("token_logistics_7");
    expect(await failureOf(nx.sendTemplate({ phone: other, ...template, journeyToken: "strange" }))).toMatchObject({
      upstreamCode: 9000,
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it("does so below a path, too", async () => {
    const fetch = vi.fn();
    const options = {
      ...account,
      baseUrl: "https://out.example/nxcloud",
      fetch: guardFetch({ phones: new Set() }, fetch),
    };
    const nx = createNxZalo(options);
    const { token } = await nx.initJourneyToken({ phone: other, tokenType: "token_logistics_7" });
    expect((await nx.checkJourneyToken({ journeyToken: token })).tokenType).toBe("token_logistics_7");
    expect(fetch).not.toHaveBeenCalled();
  });

  it("asks NXCLOUD how the account is rated", async () => {
    const { nx, fetch } = setUp();
    expect(await nx.oaQuality()).toMatchObject({ current: "HIGH" });
    expect(fetch).toHaveBeenCalledOnce();
  });

  it.each([`0${listed.slice(2)}`, `+${listed}`, ` ${listed}`, "", null, 84912345678, [listed]])(
    "takes a phone that is written otherwise, as %j, for another one",
    async (phone) => {
      const { fetch } = setUp();
      const ask = guardFetch({ phones: new Set([listed]) }, fetch);
      const body = JSON.stringify({ appkey: account.appKey, phone, tokenType: "token_logistics_7" });
      const response = await ask("https://api.nxcloud.com/v1/zalo/initJourneyToken", initOf(body));
      expect(response.status).toBe(200);
      expect(fetch).not.toHaveBeenCalled();
    },
  );

  it("answers any other body, and NXCLOUD hears nothing of it", () => {
    const message = fc.record({ appkey: fc.constant("app"), phone: fc.jsonValue(), tokenType: fc.jsonValue() });
    const bodies = fc.oneof(
      fc.string(),
      fc.json(),
      message.map((value) => JSON.stringify(value)),
    );
    const paths = fc.constantFrom("initJourneyToken", "mt", "somethingElse");
    return fc.assert(
      fc.asyncProperty(bodies, paths, async (body, path) => {
        const fetch = vi.fn();
        const ask = guardFetch({ phones: new Set([listed]) }, fetch);
        const response = await ask(`https://api.nxcloud.com/v1/zalo/${path}`, initOf(body));
        expect([1002, 9000, 9002]).toContain(JSON.parse((await response.text?.()) ?? "").code);
        expect(fetch).not.toHaveBeenCalled();
      }),
    );
  });

  it("asks by the runtime's own fetch where none is given, also by one that replaces it later", async () => {
    const stagingFetch = guardFetch({ phones: new Set([listed]) });
    const { nxcloud } = setUp();
    vi.stubGlobal("fetch", nxcloud.fetch);
    onTestFinished(() => void vi.unstubAllGlobals());
    const nx = createNxZalo({ ...account, fetch: stagingFetch });
    for (const phone of [listed, other]) await nx.initJourneyToken({ phone, tokenType: "token_logistics_7" });
    expect(nxcloud.calls.map(({ body }) => JSON.parse(body).phone)).toEqual([listed]);
  });
});
