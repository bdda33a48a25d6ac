import { phoneForCode, phoneForFault } from "@nxzalo/sandbox";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { content, createDesk, createSender, newKey, newOrder, newPhone, type StoringProxy } from "./storing-proxy.ts";

/** A call with an `Idempotency-Key` has its effect once. */
export function describeSentOnce(name: string, proxy: StoringProxy): void {
  describe(`${name}: an Idempotency-Key`, () => {
    it("sends one message, however often it is asked", async () => {
      const [sender, order, options] = [createSender(proxy), newOrder(), { idempotencyKey: newKey() }];
      const message = { ...order, ...content };
      const first = await sender.sendTemplate(message, options);
      expect(first).toMatchObject({ requestId: expect.stringMatching(/^zalomid\./), messageId: expect.any(String) });
      expect(await sender.sendTemplate(message, options)).toEqual(first);
      // The same call in another order of its fields, and another notation of its phone.
      const same = { ...content, reference: order.reference, tokenType: order.tokenType, phone: `+${order.phone}` };
      expect(await sender.sendTemplate(same, options)).toEqual(first);
      expect((await createDesk(proxy).find(first.journeyId ?? "")).messages).toMatchObject([
        { messageId: first.messageId, requestId: first.requestId },
      ]);
    });

    it("sends one message, however many ask at the same time", async () => {
      const [sender, order, options] = [createSender(proxy), newOrder(), { idempotencyKey: newKey() }];
      const send = () => sender.sendTemplate({ ...order, ...content }, options);
      const all = await Promise.allSettled(Array.from({ length: 8 }, send));
      const sent = await send();
      for (const one of all) {
        if (one.status === "fulfilled") expect(one.value).toEqual(sent);
        else expect(one.reason).toMatchObject({ code: "idempotency_conflict" });
      }
      expect((await createDesk(proxy).find(sent.journeyId ?? "")).messages).toMatchObject([
        { messageId: sent.messageId },
      ]);
    });

    it("makes one journey", async () => {
      const [sender, options] = [createSender(proxy), { idempotencyKey: newKey() }];
      const parcel = { phone: newPhone(), tokenType: "token_coach_bus_7" } as const;
      const first = await sender.initJourneyToken(parcel, options);
      const again = await sender.initJourneyToken(parcel, options);
      expect(again.token).toBe(first.token);
      expect(again).toMatchObject({ journeyId: first.journeyId, reused: false });
      expect((await sender.initJourneyToken(parcel)).token).not.toBe(first.token);
    });

    it("is for one body: another one is a mistake, and is not sent", async () => {
      const [sender, order, options] = [createSender(proxy), newOrder(), { idempotencyKey: newKey() }];
      const { journeyId } = await sender.sendTemplate({ ...order, ...content }, options);
      const mismatch = { name: "ProxyError", code: "idempotency_mismatch", outcome: "not_sent", status: 422 };
      const other = sender.sendTemplate({ ...order, ...content, templateId: "133215" }, options);
      expect(await failureOf(other)).toMatchObject(mismatch);
      expect(await failureOf(sender.initJourneyToken(order, options))).toMatchObject(mismatch);
      expect((await createDesk(proxy).find(journeyId ?? "")).messages).toHaveLength(1);
    });

    it("is the caller's own", async () => {
      const [one = "", other = ""] = proxy.keys;
      const message = { phone: newPhone(), ...content };
      const options = { idempotencyKey: newKey() };
      const sent = await Promise.all(
        [one, other].map((key) => proxy.subject.as(key).client.sendTemplate(message, options)),
      );
      expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(2);
    });

    it("is busy while the call is on its way: 409, and later its answer", async () => {
      const sender = createSender(proxy);
      const message = { phone: phoneForFault("slow_answer"), ...content };
      const twice = async (idempotencyKey: string) => {
        const both = await Promise.allSettled([1, 2].map(() => sender.sendTemplate(message, { idempotencyKey })));
        const answers = both.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
        // A call after its end gets the same answer.
        answers.push(await sender.sendTemplate(message, { idempotencyKey }));
        for (const answer of answers)
          expect(answer).toEqual({
            requestId: expect.any(String),
            messageId: answers[0]?.messageId,
            state: "accepted",
          });
        return both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
      };
      let refusals: unknown[] = [];
      // A browser that has no connection left holds a call back, until the other one is over.
      for (let tries = 0; refusals.length === 0 && tries < 8; tries++) refusals = await twice(newKey());
      expect(refusals).toMatchObject([
        {
          name: "ProxyError",
          code: "idempotency_conflict",
          status: 409,
          outcome: "unknown",
          retryable: true,
          retryAfterMs: expect.any(Number),
        },
      ]);
    });

    it("is free again once NXCLOUD has refused", async () => {
      const [sender, options] = [createSender(proxy), { idempotencyKey: newKey() }];
      const send = (phone: string) => sender.sendTemplate({ phone, ...content }, options);
      const refusals = [await failureOf(send(phoneForCode(9004))), await failureOf(send(phoneForCode(9004)))];
      for (const refusal of refusals) expect(refusal).toMatchObject({ code: "quotation_missing", outcome: "rejected" });
      // NXCLOUD was asked each time.
      expect(new Set(refusals.map(({ traceId }) => traceId)).size).toBe(2);
      expect(await send(newPhone())).toMatchObject({ requestId: expect.any(String) });
    });

    it("of a call with an unknown outcome answers so again, and sends nothing", async () => {
      const [sender, options] = [createSender(proxy), { idempotencyKey: newKey() }];
      // No receipt ever tells of this template.
      const message = { phone: phoneForFault("closed_after_read"), ...content, templateId: "silent" };
      const unknown = { name: "TransportError", code: "network_error", outcome: "unknown", retryable: false };
      for (let asked = 0; asked < 3; asked++)
        expect(await failureOf(sender.sendTemplate(message, options))).toMatchObject(unknown);
    });

    if (!proxy.hasReceipts) return;
    it("of such a call is answered as soon as a receipt has told", async () => {
      const [sender, options] = [createSender(proxy), { idempotencyKey: newKey() }];
      const message = { phone: phoneForFault("closed_after_read"), ...content };
      const ask = () => sender.sendTemplate(message, options);
      expect(await failureOf(ask())).toMatchObject({ code: "network_error", outcome: "unknown" });
      const settled = () => ask().catch(({ outcome }) => ({ outcome }));
      await expect.poll(settled, { timeout: 15_000, interval: 250 }).toMatchObject({
        requestId: expect.stringMatching(/^zalomid\./),
        messageId: expect.any(String),
      });
      expect(await ask()).toEqual(await ask());
    });
  });
}
