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
    await of("m", 20, 4_998);
    await of("m", 10, 4_999);
    await of("m", 30);
    await of("n", 40, 7);
    await of("none", 50, 1);
    expect(await read("app")).toEqual({ remaining: 4_998, daily: 5_000, at: 20 });
    expect(await read("app", 20)).toMatchObject({ at: 20 });
    expect(await read("app", 21)).toBeUndefined();
    expect(await read("other")).toMatchObject({ remaining: 7 });
  });
}
