import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { content, createSender, newOrder, type StoringProxy } from "./storing-proxy.ts";

/** How messages are found, and what callers see of them. */
export function describeFoundMessages(name: string, proxy: StoringProxy): void {
  const { subject, roles } = proxy;
  const viewer = subject.as(roles.viewer).desk.messages;
  const desk = subject.as(roles.desks[0] ?? "").desk;
  /** A message of an order, found by the end of its phone and of its reference. */
  const send = async () => {
    const code = crypto.randomUUID().slice(0, 6);
    const order = { ...newOrder(), reference: `Đơn hàng ${code}` };
    const sent = await createSender(proxy).sendTemplate({ ...order, ...content });
    return { ...order, ...sent, messageId: sent.messageId ?? "", code };
  };

  describe(`${name}: a message that is found`, () => {
    it("is known by what people say of it, without its phone", async () => {
      const { phone, reference, messageId, code } = await send();
      const masked = `84*****${phone.slice(-4)}`;
      const idsOf = async (query: Parameters<typeof viewer.search>[0]) =>
        (await viewer.search(query)).messages.map((message) => message.messageId);
      const referenceEnding = code.toUpperCase();
      expect(await idsOf({ phoneEnding: phone.slice(-4), referenceEnding })).toEqual([messageId]);
      expect(await idsOf({ referenceFolded: `don hang ${code}` })).toEqual([messageId]);
      expect(await idsOf({ reference, templateId: content.templateId })).toEqual([messageId]);
      expect(await idsOf({ reference: `don hang ${code}` })).toEqual([]);
      const page = await viewer.search({ phone: `+${phone}` });
      expect(page).toMatchObject({ messages: [{ messageId, phone: masked, reference, app: "default" }] });
      expect(page.messages[0]?.createdAt).toBeInstanceOf(Date);
      const found = await viewer.find(messageId);
      expect(found).toMatchObject({ messageId, phone: masked, attempts: [{ attempt: 1 }], journey: { phone: masked } });
      expect(found).not.toHaveProperty("templateData");
      expect(JSON.stringify([page, found])).not.toContain(phone.slice(2));
    });

    it("is shown whole to those who may see people, one at a time, and the audit knows", async () => {
      const { phone, messageId } = await send();
      expect(await desk.messages.find(messageId)).toMatchObject({ phone, templateData: content.templateData });
      expect((await desk.messages.search({ phone })).messages).toMatchObject([
        { messageId, phone: expect.stringContaining("*****") },
      ]);
      expect((await desk.audit.search({ subject: messageId })).entries).toMatchObject([{ action: "look" }]);
    });

    it("is counted", async () => {
      await send();
      const today = new Date().toISOString().slice(0, 10);
      const { rows, messages } = await viewer.stats({ from: today, to: today, timeZone: "UTC", by: "template" });
      expect(rows.find(({ key }) => key === content.templateId)?.messages).toBeGreaterThan(0);
      expect(rows.reduce((sum, row) => sum + row.messages, 0)).toBe(messages);
    });

    it("is none where there is none", async () => {
      const missing = { name: "ProxyError", code: "message_not_found", outcome: "not_sent", status: 404 };
      expect(await failureOf(viewer.find(crypto.randomUUID()))).toMatchObject(missing);
      expect(await failureOf(viewer.search({ phoneEnding: "1" }))).toMatchObject({ name: "InputError" });
      const forbidden = { name: "ProxyError", code: "forbidden", status: 403 };
      expect(await failureOf(subject.as(roles.janitor).desk.messages.search({}))).toMatchObject(forbidden);
    });
  });
}
