import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { content, createSender, newOrder, type StoringProxy } from "./storing-proxy.ts";

const forbidden = { name: "ProxyError", code: "forbidden", outcome: "not_sent", status: 403 };

/** What a key may do, and what it never sees. */
export function describeScopes(name: string, proxy: StoringProxy): void {
  const { subject, roles } = proxy;
  const refused = async (...calls: Promise<unknown>[]) => {
    for (const failure of await Promise.all(calls.map(failureOf))) expect(failure).toMatchObject(forbidden);
  };

  describe(`${name}: scopes`, () => {
    it("`send` alone sends on journeys and never sees a token, not even one of its own", async () => {
      const { client, journeys } = subject.as(roles.blind);
      const order = newOrder();
      const made = await client.initJourneyToken(order);
      const again = await client.initJourneyToken(order);
      const { token } = await createSender(proxy).initJourneyToken(order);
      expect(token).toHaveLength(256);
      expect(again).toMatchObject({ journeyId: made.journeyId, reused: true });
      const sent = [
        await client.sendTemplate({ ...order, ...content }),
        await client.sendTemplate({ journeyId: made.journeyId, ...content }),
      ];
      expect(sent.map(({ journeyId }) => journeyId)).toEqual([made.journeyId, made.journeyId]);
      expect(JSON.stringify([made, again, sent])).not.toContain(token);
      expect([made, again].filter((journey) => "token" in journey)).toEqual([]);
      await refused(journeys.find(made.journeyId), journeys.search({}), journeys.delete(made.journeyId));
      await refused(client.oaQuality());
    });

    it("`read` looks up, and no more", async () => {
      const { client, journeys } = subject.as(roles.viewer);
      const { journeyId, phone } = await createSender(proxy).initJourneyToken(newOrder());
      const masked = `${phone.slice(0, 2)}*****${phone.slice(-4)}`;
      const seen = [await journeys.find(journeyId), ...(await journeys.search({ phone })).journeys];
      expect(seen).toMatchObject([
        { journeyId, phone: masked },
        { journeyId, phone: masked },
      ]);
      expect(JSON.stringify(seen)).not.toContain(phone.slice(2));
      expect(await journeys.searchReceipts({ requestId: "zalomid.none" })).toMatchObject({ receipts: [] });
      expect(await client.oaQuality()).toEqual({ current: "HIGH", sevenDays: "HIGH" });
      await refused(client.initJourneyToken(newOrder()), client.sendTemplate({ journeyId, ...content }));
      await refused(journeys.delete(journeyId), journeys.forget({ phone }));
    });

    it("`people` sees one whole phone at a time, and `admin` who looked", async () => {
      const key = roles.desks[0] ?? "";
      const { journeys, desk } = subject.as(key);
      const { journeyId, phone } = await createSender(proxy).initJourneyToken(newOrder());
      expect((await journeys.search({ phone })).journeys).toMatchObject([
        { journeyId, phone: expect.stringContaining("*****") },
      ]);
      expect(await journeys.find(journeyId)).toMatchObject({ phone });
      const { caller, scopes, apps } = await desk.me();
      expect([scopes, apps]).toEqual([["read", "people", "admin"], ["default"]]);
      await journeys.delete(journeyId);
      const { entries } = await desk.audit.search({ subject: journeyId });
      expect(entries.map((entry) => `${entry.caller}: ${entry.action}`).sort()).toEqual([
        `${caller}: delete`,
        `${caller}: look`,
      ]);
    });

    it("`admin` deletes, and no more", async () => {
      const { client, journeys } = subject.as(roles.janitor);
      const { journeyId, phone } = await createSender(proxy).initJourneyToken(newOrder());
      await refused(journeys.find(journeyId), journeys.search({ phone }), journeys.searchReceipts({}));
      await refused(client.sendTemplate({ journeyId, ...content }), client.oaQuality());
      await journeys.delete(journeyId);
      expect(await journeys.forget({ phone })).toEqual({ journeys: 0 });
    });

    it("an unknown key may do nothing", async () => {
      const { journeys } = subject.as("unknown-0123456789abcdef");
      const unauthorized = { name: "ProxyError", code: "unauthorized", status: 401 };
      const calls = [journeys.find("1"), journeys.search({}), journeys.delete("1")];
      for (const failure of await Promise.all(calls.map(failureOf))) expect(failure).toMatchObject(unauthorized);
    });
  });
}
