import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { content, createSender, newKey, newOrder, newPhone, type StoringProxy } from "./storing-proxy.ts";

/** Whom a proxy does not write to. */
export function describeSuppressions(name: string, proxy: StoringProxy): void {
  const { subject, roles } = proxy;
  const { suppressions } = subject.as(roles.desks[0] ?? "").desk;
  const viewer = subject.as(roles.viewer).desk;

  describe(`${name}: a recipient who is not to be written to`, () => {
    it("is not, before anything is opened, and the caller is refused with the reason", async () => {
      const order = newOrder();
      const { phone } = order;
      const added = await suppressions.add({ phone, reason: "asked for it" });
      expect(added).toMatchObject({ phone, scope: "all", source: "hand", app: "default" });
      expect(added.createdAt).toBeInstanceOf(Date);
      const sender = createSender(proxy);
      const idempotencyKey = newKey();
      const send = () => sender.sendTemplate({ ...order, ...content }, { idempotencyKey });
      const refused = await failureOf(send());
      expect(refused).toMatchObject({
        name: "ProxyError",
        code: "recipient_suppressed",
        outcome: "not_sent",
        status: 422,
        hint: expect.stringContaining("set by hand: asked for it"),
      });
      expect((await subject.as(roles.viewer).journeys.search({ phone })).journeys).toEqual([]);
      const listed = await viewer.suppressions.search({ phone });
      expect(listed.suppressions).toMatchObject([{ phone: `84*****${phone.slice(-4)}`, reason: "asked for it" }]);
      expect(JSON.stringify([listed, refused])).not.toContain(phone.slice(2));
      expect(await suppressions.remove({ phone })).toEqual({ removed: 1 });
      expect((await send()).messageId).toBeDefined();
    });

    it("is stopped and let out again by `admin` alone", async () => {
      const phone = newPhone();
      const forbidden = { name: "ProxyError", code: "forbidden", status: 403 };
      expect(await failureOf(viewer.suppressions.add({ phone, reason: "asked" }))).toMatchObject(forbidden);
      expect(await failureOf(viewer.suppressions.remove({ phone }))).toMatchObject(forbidden);
    });
  });
}
