import { parseReceipt } from "@nxzalo/core";
import { expect, it } from "vitest";
import { createTestJourneys, receiptFor, template } from "../testing/journeys.ts";

const hourMs = 3_600_000;

it("the quota is today's, by Vietnam's day: what yesterday's receipts said is over", async () => {
  const { process, clock, sent } = createTestJourneys();
  const journeys = process();
  // 23:59:59 on 4 January in Vietnam.
  clock.at = Date.UTC(2026, 0, 4, 16, 59, 59);
  await journeys.send({ phone: "84912345678", ...template });
  const [message] = sent();
  if (!message) throw new Error("nothing was sent");
  const success = (sendTime: string, remainingQuota: unknown) => {
    const zaloRes = { error: 0, data: { quota: { remainingQuota, dailyQuota: "5000" } } };
    const cost = { currency: "VND", originalPrice: 180 };
    return receiptFor(message, { status: "success", code: 0, sendTime, cost, zaloRes });
  };
  expect(await journeys.quota()).toBeUndefined();
  // NXCLOUD's times are of UTC+8.
  const receipt = success("2026-01-05 00:59:58", "4999");
  await journeys.receive(receipt);
  const at = "sentAt" in receipt ? receipt.sentAt : undefined;
  expect(at).toEqual(new Date(Date.UTC(2026, 0, 4, 16, 59, 58)));
  expect(await journeys.quota()).toEqual({ remaining: 4_999, daily: 5_000, at });
  expect(await journeys.quota({ appKey: "another" })).toBeUndefined();
  clock.at += 1_000;
  expect(await journeys.quota()).toBeUndefined();
  clock.at += 2 * hourMs;
  await journeys.receive(success("2026-01-05 02:00:00", "4998"));
  await journeys.receive(success("2026-01-05 02:00:01", "unlimited"));
  await journeys.receive(parseReceipt({ ...receipt.raw, sendTime: "2026-01-05 02:00:02", zaloRes: {} }));
  expect(await journeys.quota()).toMatchObject({ remaining: 4_998 });
});
