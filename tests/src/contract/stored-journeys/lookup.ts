import type { JourneyView } from "@nxzalo/client/journeys";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { content, createDesk, createSender, newOrder, newPhone, type StoringProxy } from "./storing-proxy.ts";

const missing = { name: "ProxyError", code: "journey_not_found", outcome: "not_sent", status: 404 };
const dayMs = 86_400_000;

/** What can be seen of journeys, and how they are forgotten. */
export function describeLookup(name: string, proxy: StoringProxy): void {
  const { subject, receiptKey } = proxy;

  describe(`${name}: a journey that is looked up`, () => {
    it("has its messages, and no token", async () => {
      const order = newOrder();
      const { journeyId, token } = await createSender(proxy).initJourneyToken(order);
      const { messageId, requestId } = await createSender(proxy).sendTemplate({ journeyId, ...content, ext: "số 7" });
      const found = await createDesk(proxy).find(journeyId);
      expect(found).toMatchObject({ ...order, journeyId, messages: [{ messageId, requestId, ext: "số 7" }] });
      expect(found.expiresAt.getTime() - found.createdAt.getTime()).toBe(7 * dayMs);
      expect(found.messages[0]?.createdAt).toBeInstanceOf(Date);
      expect(JSON.stringify(found)).not.toContain(token);
    });

    it("is found by phone, reference, state and time, a page at a time, newest first", async () => {
      const { phone, tokenType, reference } = newOrder();
      const sender = createSender(proxy);
      const ids: string[] = [];
      for (const number of [1, 2, 3])
        ids.push((await sender.initJourneyToken({ phone, tokenType, reference: `${reference} ${number}` })).journeyId);
      const desk = createDesk(proxy);
      const pages: JourneyView[][] = [];
      let cursor: string | undefined;
      do {
        const page = await desk.search({ phone: `+${phone}`, limit: 2, ...(cursor !== undefined && { cursor }) });
        pages.push([...page.journeys]);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined && pages.length < 5);
      expect(pages.map((page) => page.length)).toEqual([2, 1]);
      expect(pages.flatMap((page) => page.map(({ journeyId }) => journeyId)).sort()).toEqual(ids.sort());
      const times = pages.flatMap((page) => page.map(({ createdAt }) => createdAt.getTime()));
      expect(times).toEqual(times.toSorted((one, other) => other - one));

      const found = async (query: Parameters<typeof desk.search>[0]) =>
        (await desk.search({ phone, ...query })).journeys.map((journey) => journey.reference).sort();
      const every = [1, 2, 3].map((number) => `${reference} ${number}`);
      expect(await found({ reference: `${reference} 2` })).toEqual([`${reference} 2`]);
      expect(await found({ state: "open" })).toEqual(every);
      expect(await found({ state: "over" })).toEqual([]);
      expect(
        await found({ createdFrom: new Date(Date.now() - dayMs), createdBefore: new Date(Date.now() + dayMs) }),
      ).toEqual(every);
      expect(await found({ createdFrom: new Date(Date.now() + dayMs) })).toEqual([]);
      expect(await found({ phone: newPhone() })).toEqual([]);
    });

    if (!proxy.hasReceipts) return;
    it("has what receipts say: delivered, charged once, and the receipts as they came", async () => {
      const { journeyId = "" } = await createSender(proxy).sendTemplate({ ...newOrder(), ...content, ext: "số 7" });
      const look = () => createDesk(proxy).find(journeyId);
      const statuses = async () => (await look()).receipts.map(({ receipt }) => receipt["status"]).sort();
      const all = ["delivered", "journey_acknowledged", "success"];
      await expect.poll(statuses, { interval: 250 }).toEqual(all);
      const { state, acknowledgedAt, cost, messages, receipts } = await look();
      expect({ state, acknowledgedAt, cost }).toEqual({
        state: "acknowledged",
        acknowledgedAt: expect.any(Date),
        cost: { amount: expect.stringMatching(/^\d+(\.\d+)?$/), currency: expect.stringMatching(/^[A-Z]{3}$/) },
      });
      expect(messages).toMatchObject([{ state: "delivered", deliveredAt: expect.any(Date), ext: "số 7" }]);
      for (const { receivedAt, messageId, receipt } of receipts) {
        expect([receivedAt, messageId]).toEqual([expect.any(Date), messages[0]?.messageId]);
        if (receipt["status"] !== "journey_acknowledged") expect(receipt["sendTime"]).toMatch(/^\d{4}-\d\d-\d\d /);
      }
    });
  });

  describe(`${name}: a receipt that matches nothing`, () => {
    it("is accepted, kept and found, as it came, once", async () => {
      const requestId = `zalomid.${crypto.randomUUID()}`;
      const receipt = {
        status: "delivered",
        code: 17003,
        requestId,
        ext: "of no message",
        deliveredAt: null,
        sentAt: "8:00",
      };
      const post = () =>
        subject.request(`/v1/receipts/${receiptKey}`, { method: "POST", body: JSON.stringify(receipt) });
      for (const response of [await post(), await post()])
        expect([response.status, await response.text()]).toEqual([200, "success"]);
      expect(await createDesk(proxy).searchReceipts({ requestId })).toEqual({
        receipts: [{ receivedAt: expect.any(Date), reason: "unmatched", receipt }],
        nextCursor: null,
      });
    });
  });

  describe(`${name}: forgetting`, () => {
    it("deletes a journey, so that its order gets a new token", async () => {
      const order = newOrder();
      const sender = createSender(proxy);
      const { journeyId, token } = await sender.initJourneyToken(order);
      expect(await createDesk(proxy).delete(journeyId)).toBeUndefined();
      expect(await failureOf(createDesk(proxy).find(journeyId))).toMatchObject(missing);
      expect(await failureOf(createDesk(proxy).delete(journeyId))).toMatchObject(missing);
      expect(await failureOf(sender.sendTemplate({ journeyId, ...content }))).toMatchObject({ name: "InputError" });
      const next = await sender.initJourneyToken(order);
      expect(next).toMatchObject({ reused: false });
      expect(next.token).not.toBe(token);
    });

    it("forgets one person alone", async () => {
      const [one, other] = [newOrder(), newOrder()];
      const sender = createSender(proxy);
      const ids = await Promise.all(
        [one, { ...one, reference: "another" }].map(async (order) => (await sender.initJourneyToken(order)).journeyId),
      );
      const kept = await sender.initJourneyToken(other);
      expect(await createDesk(proxy).forget({ phone: `+${one.phone}` })).toEqual({ journeys: 2 });
      for (const id of ids) expect(await failureOf(createDesk(proxy).find(id))).toMatchObject(missing);
      expect((await createDesk(proxy).search({ phone: one.phone })).journeys).toEqual([]);
      expect(await createDesk(proxy).find(kept.journeyId)).toMatchObject({ phone: other.phone });
      expect(await createDesk(proxy).forget({ phone: one.phone })).toEqual({ journeys: 0 });
    });
  });
}
