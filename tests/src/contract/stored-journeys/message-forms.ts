import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { content, createDesk, createSender, newOrder, newPhone, type StoringProxy } from "./storing-proxy.ts";

/** Messages that name their journey in place of its token. */
export function describeMessageForms(name: string, proxy: StoringProxy): void {
  describe(`${name}: a message that names its journey`, () => {
    it("by its order: the journey is opened, and taken up from then on", async () => {
      const sender = createSender(proxy);
      const message = { ...newOrder(), ...content };
      const first = await sender.sendTemplate(message);
      const second = await sender.sendTemplate(message);
      expect(first).toMatchObject({ requestId: expect.any(String), journeyId: expect.stringMatching(/^\d+$/) });
      expect(second.journeyId).toBe(first.journeyId);
      expect(second.messageId).not.toBe(first.messageId);
    });

    it("by its id, in place of phone and token", async () => {
      const sender = createSender(proxy);
      const order = newOrder();
      const { journeyId, token: journeyToken = "" } = await sender.initJourneyToken(order);
      const sent = [
        await sender.sendTemplate({ journeyId, ...content }),
        await sender.sendTemplate({ phone: order.phone, journeyToken, ...content }),
        await sender.sendTemplate({ ...order, ...content }),
      ];
      expect(sent.map((message) => message.journeyId)).toEqual([journeyId, journeyId, journeyId]);
      const { messages } = await createDesk(proxy).find(journeyId);
      const idsOf = (list: readonly { messageId?: string }[]) => list.map(({ messageId }) => messageId).sort();
      expect(idsOf(messages)).toEqual(idsOf(sent));
    });

    it("is not sent on an unknown journey", async () =>
      expect(await failureOf(createSender(proxy).sendTemplate({ journeyId: "1", ...content }))).toMatchObject({
        name: "InputError",
        outcome: "not_sent",
        issues: [{ path: ["journeyId"], code: "journey_unknown" }],
      }));

    it.each<[string, object, string, string]>([
      ["a journey and a phone", { journeyId: "1", phone: newPhone() }, "phone", "field_conflict"],
      ["a token and an order", { ...newOrder(), journeyToken: "token" }, "journeyToken", "field_conflict"],
      ["an order without its type", { phone: newPhone(), reference: "1" }, "tokenType", "required"],
      ["no recipient", {}, "phone", "required"],
    ])("in two ways or none is not sent: %s", async (_, names, path, code) =>
      expect(await failureOf(createSender(proxy).sendTemplate({ ...content, ...names } as never))).toMatchObject({
        name: "InputError",
        outcome: "not_sent",
        issues: [{ path: [path], code }],
      }),
    );
  });
}
