import { expect, it } from "vitest";
import { messageOf, type RecordsWith, receiptOf } from "./samples.ts";

export function describeQuota(name: string, recordsWith: RecordsWith): void {
  it(`${name}: the quota is what the newest receipt of an application says, in whichever order they come`, async () => {
    const records = await recordsWith();
    await records.start({ message: messageOf("m") });
    await records.start({ message: messageOf("n", { appIndex: "other" }) });
    const of = (messageId: string, at: number, remaining?: number) =>
      records.receive(
        receiptOf(`${messageId} ${at}`, {
          messageId,
          at,
          ...(remaining !== undefined && { quota: { remaining, daily: 5_000 } }),
        }),
      );
    const read = (appIndex: string, since = 0) => records.readQuota({ appIndex, since });
    expect(await read("app")).toBeUndefined();
    await of("m", 15, 5_000);
    await of("m", 20, 4_998);
    await of("m", 10, 4_990);
    await of("m", 30);
    await of("n", 40, 7);
    await of("none", 50, 1);
    expect(await read("app")).toEqual({ remaining: 4_998, daily: 5_000, at: 20, queuedSince: 1 });
    expect(await read("app", 20)).toMatchObject({ at: 20 });
    expect(await read("app", 21)).toBeUndefined();
    expect(await read("other")).toMatchObject({ remaining: 7 });
  });

  it(`${name}: what was sent counts from when the attempt was, of which the quota was told`, async () => {
    const records = await recordsWith();
    await records.start({ message: messageOf("earlier", { createdAt: 1 }) });
    await records.start({ message: messageOf("m", { createdAt: 3 }) });
    const quota = { remaining: 9, daily: 10 };
    await records.receive(receiptOf("first", { messageId: "m", attempt: 1, at: 20, quota }));
    const read = () => records.readQuota({ appIndex: "app", since: 0 });
    expect(await read()).toMatchObject({ queuedSince: 3 });
    // When an attempt before the last one was sent is not looked for: it has been since its receipt.
    await records.beginAttempt({ message: messageOf("m"), after: 1, from: ["accepted"], at: 15 });
    expect(await read()).toMatchObject({ queuedSince: 20 });
  });

  it(`${name}: of receipts of the same second the one that leaves least tells the quota, in whichever order they come`, async () => {
    for (const order of [
      [7, 9],
      [9, 7],
    ]) {
      const records = await recordsWith();
      await records.start({ message: messageOf("m") });
      for (const remaining of order) {
        const quota = { remaining, daily: 10 };
        await records.receive(receiptOf(`left ${remaining}`, { messageId: "m", at: 20, quota }));
      }
      expect(await records.readQuota({ appIndex: "app", since: 0 })).toMatchObject({ remaining: 7, at: 20 });
    }
  });

  it(`${name}: what may have been sent since a time is counted by application and template`, async () => {
    const records = await recordsWith();
    const start = (messageId: string, more: object = {}) =>
      records.start({ message: messageOf(messageId, { createdAt: 20, templateId: "one", ...more }) });
    await start("before", { createdAt: 10 });
    await start("a");
    await start("b", { templateId: "two" });
    await start("c", { templateId: null });
    await start("other", { appIndex: "other" });
    await start("waits", { waiting: { dueAt: 30, notAfter: 99, lane: "live", heldFor: null, secrets: null } });
    await start("refused");
    await records.refuse({ messageId: "refused", attempt: 1, upstreamCode: 9000, eraseAt: 99 });
    const count = (templateIds: readonly string[], queuedSince = 11, except?: readonly string[]) =>
      records.countSent({ appIndex: "app", since: 10, queuedSince, templateIds, except });
    expect([await count(["one"]), await count([])]).toEqual([
      { listed: 1, others: 2 },
      { listed: 0, others: 3 },
    ]);
    await records.takeDue({ now: 30, limit: 1 });
    expect(await count(["one"])).toEqual({ listed: 2, others: 2 });
    expect(await count(["one"], 10)).toEqual({ listed: 3, others: 2 });
    await records.receive(receiptOf("told", { messageId: "before", at: 12, state: "sent" }));
    expect(await count(["one"], 10)).toEqual({ listed: 2, others: 2 });
    expect(await count(["one"], 11, ["b", "waits"])).toEqual({ listed: 1, others: 1 });
    // What was told to be sent since counts as what is on its way.
    await records.receive(receiptOf("sent", { messageId: "a", at: 25, state: "sent" }));
    expect(await count(["one"])).toEqual({ listed: 2, others: 2 });
  });
}
