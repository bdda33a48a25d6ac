import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { content, createSender, newKey, newOrder, newPhone, type StoringProxy } from "./storing-proxy.ts";

const inAnHour = () => new Date(Date.now() + 3_600_000);

/** What people ask about their data. */
export function describePeople(name: string, proxy: StoringProxy): void {
  const { subject, roles } = proxy;
  const key = roles.desks[0] ?? "";
  const { desk, journeys } = subject.as(key);
  const viewer = subject.as(roles.viewer);
  const janitor = subject.as(roles.janitor);

  describe(`${name}: a person's request`, () => {
    it("to see what is stored gives all of it, and the audit has who looked", async () => {
      const order = newOrder();
      const sender = createSender(proxy);
      const { journeyId, token } = await sender.initJourneyToken(order);
      const { messageId } = await sender.sendTemplate({ ...order, ...content });
      const found = await desk.people.export({ phone: order.phone });
      expect(found).toMatchObject({
        request: { kind: "export", phone: order.phone, doneAt: expect.any(Date) },
        journeys: [{ journeyId, reference: order.reference }],
        messages: [{ messageId, templateId: content.templateId, templateData: content.templateData }],
      });
      expect(JSON.stringify(found)).not.toContain(token);
      const { caller } = await desk.me();
      const { entries } = await desk.audit.search({ phone: order.phone, action: "export" });
      expect(entries).toMatchObject([{ caller, action: "export" }]);
    });

    it("to be written to no more cancels what waits, and refuses what comes, until it is removed", async () => {
      const order = newOrder();
      const { phone } = order;
      const sender = createSender(proxy);
      const waiting = await sender.sendTemplate(
        { ...order, ...content, sendAt: inAnHour() },
        { idempotencyKey: newKey() },
      );
      expect(waiting).toMatchObject({ state: "scheduled" });
      const idempotencyKey = newKey();
      const restricted = await desk.people.restrict({ phone });
      expect(restricted).toMatchObject({ kind: "restrict", phone, counts: { messages: 1 }, doneAt: expect.any(Date) });
      expect(await desk.messages.find(waiting.messageId ?? "")).toMatchObject({ state: "cancelled" });
      const refused = { name: "ProxyError", code: "recipient_suppressed", outcome: "not_sent", status: 422 };
      for (const more of [{}, { sendAt: inAnHour() }])
        expect(
          await failureOf(sender.sendTemplate({ ...order, ...content, ...more }, { idempotencyKey })),
        ).toMatchObject(refused);
      const { results } = await createChecker(proxy).check({ messages: [{ ...order, ...content, idempotencyKey }] });
      expect(results).toMatchObject([{ suppressed: true }]);
      expect((await desk.suppressions.search({ phone })).suppressions).toMatchObject([{ source: "restriction" }]);
      // It goes only where it is named.
      expect(await desk.suppressions.remove({ phone })).toEqual({ removed: 0 });
      expect(await desk.suppressions.remove({ phone, source: "restriction" })).toEqual({ removed: 1 });
      expect((await sender.sendTemplate({ ...order, ...content }, { idempotencyKey })).messageId).toBeDefined();
    });

    it("to be forgotten takes what is stored with it, and no receipt of that names them", async () => {
      const order = newOrder();
      const { phone } = order;
      const { messageId = "" } = await createSender(proxy).sendTemplate({ ...order, ...content });
      expect(await janitor.journeys.forget({ phone })).toEqual({ journeys: 1 });
      expect(await failureOf(desk.messages.find(messageId))).toMatchObject({ code: "message_not_found", status: 404 });
      expect(await journeys.search({ phone })).toMatchObject({ journeys: [] });
      const { requests } = await desk.people.searchRequests({ phone, kind: "forget" });
      expect(requests).toMatchObject([{ kind: "forget", phone: null, doneAt: expect.any(Date) }]);
    });

    it("is found by its phone, newest first, with what was done, and without a whole phone", async () => {
      const phone = newPhone();
      const exported = await desk.people.export({ phone });
      // Of those of one millisecond, either may be the newer one.
      await new Promise((resolve) => setTimeout(resolve, 2));
      const restricted = await desk.people.restrict({ phone });
      const { requests, nextCursor } = await viewer.desk.people.searchRequests({ phone, state: "done" });
      expect(requests.map(({ personRequestId }) => personRequestId)).toEqual([
        restricted.personRequestId,
        exported.request.personRequestId,
      ]);
      expect(requests).toMatchObject([{ kind: "restrict" }, { kind: "export" }]);
      expect(nextCursor).toBeNull();
      expect(JSON.stringify(requests)).not.toContain(phone.slice(2));
      const first = await viewer.desk.people.searchRequests({ phone, limit: 1 });
      const second = await viewer.desk.people.searchRequests({ phone, limit: 1, cursor: first.nextCursor ?? "" });
      expect([...first.requests, ...second.requests]).toEqual(requests);
    });

    it("is answered by the callers that may, and by them alone", async () => {
      const phone = newPhone();
      const forbidden = { name: "ProxyError", code: "forbidden", outcome: "not_sent", status: 403 };
      const calls = [
        viewer.desk.people.export({ phone }),
        janitor.desk.people.export({ phone }),
        viewer.desk.people.restrict({ phone }),
        viewer.journeys.forget({ phone }),
        janitor.desk.people.searchRequests({ phone }),
      ];
      for (const failure of await Promise.all(calls.map(failureOf))) expect(failure).toMatchObject(forbidden);
      expect(await viewer.desk.people.searchRequests({ phone })).toMatchObject({ requests: [] });
      expect(await failureOf(desk.people.restrict({ phone: "0912" }))).toMatchObject({
        name: "InputError",
        issues: [{ path: ["phone"] }],
      });
    });
  });
}

/** The desk of one caller who sends: it checks what it would send. */
const createChecker = ({ subject, keys }: StoringProxy) => subject.as(keys[0] ?? "").desk.messages;
