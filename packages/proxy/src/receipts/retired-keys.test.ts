import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { createProxy, drWebhookFromEnv, loggableReceiptKeys } from "../index.ts";
import { unaskedClient } from "../testing/call-proxy.ts";

const newest = "bmV3LWtleS1vZi0xMjgtYml0cyEh";
const retired = "b2xkLWtleS1vZi0xMjgtYml0cyEh";
const keys = [newest, `${retired}@2026-11-28`];
const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

const statusOn = async (day: string, key: string) => {
  const receipts = { keys, onReceipt: () => {} };
  const proxy = createProxy({ client: unaskedClient, authorize: () => null, receipts, now: () => at(day) });
  const body = (async function* () {
    yield new TextEncoder().encode(JSON.stringify({ status: "journey_time_out", journeyId: "1" }));
  })();
  return (await proxy({ method: "POST", path: `/v1/receipts/${key}`, headers: new Headers(), body })).status;
};

describe("a retired receipt key", () => {
  it.each([
    ["2026-11-27", 200],
    ["2026-11-28", 200],
    ["2026-12-29", 200],
    ["2026-12-30", 404],
    ["2027-11-28", 404],
  ])("is taken for 31 days: on %s %i", async (day, status) => {
    expect(await statusOn(day, retired)).toBe(status);
    expect(await statusOn(day, newest)).toBe(200);
    expect(await statusOn(day, `${retired}@2026-11-28`)).toBe(404);
  });

  it("is named to the operator, by its day and not by itself, when it is not taken any more", () => {
    expect(loggableReceiptKeys(keys, at("2026-12-29"))).toEqual([]);
    expect(loggableReceiptKeys(keys, at("2026-12-30"))).toEqual([
      { level: "warn", message: "a key of RECEIPT_KEYS, retired on 2026-11-28, is not taken any more: leave it out" },
    ]);
  });

  it("is none that messages are sent with", () => {
    const env = { RECEIPT_KEYS: keys.join(), PUBLIC_URL: "https://zalo.example" };
    expect(drWebhookFromEnv(env)).toBe(`https://zalo.example/v1/receipts/${newest}`);
  });

  it.each([
    ["the first", `${retired}@2026-11-28,${newest}`, "list_wrong"],
    ["retired on no day", `${newest},${retired}@yesterday`, "list_wrong"],
    ["retired in a month", `${newest},${retired}@2026-11`, "list_wrong"],
    ["retired at a time", `${newest},${retired}@2026-11-28T12:00`, "list_wrong"],
    ["retired on a day that does not exist", `${newest},${retired}@2026-02-30`, "list_wrong"],
    ["retired twice", `${newest},${retired}@2026-11-28@2026-11-29`, "list_wrong"],
    ["weak", `${newest},short@2026-11-28`, "secret_wrong"],
  ])("that is %s is refused", async (_, RECEIPT_KEYS, code) => {
    const { issues, message } = await failureOf(() => drWebhookFromEnv({ RECEIPT_KEYS }));
    expect(issues).toMatchObject([{ path: ["RECEIPT_KEYS"], code }]);
    expect(message).not.toContain(retired);
  });
});
