import { UpstreamError } from "@nxzalo/core/errors";
import { failureOf } from "nxzalo-testing/failure-of";
import { beforeEach, expect, it } from "vitest";
import { createTestJourneys, rejected, template, unsent } from "../testing/journeys.ts";

let harness: ReturnType<typeof createTestJourneys>;
beforeEach(() => {
  harness = createTestJourneys();
});

const where = { state: "refused", templateId: template.templateId } as const;
const byAdmin = { caller: "admin", mayForce: true };

/** So many messages that NXCLOUD refused, and one that it has. */
async function refuse(count: number) {
  const journeys = harness.process();
  await journeys.send({ phone: "84912345678", ...template });
  for (let number = 0; number < count; number += 1) {
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    await failureOf(journeys.send({ phone: "84912345678", ...template }));
  }
  harness.client.sendTemplate.mockClear();
  return journeys;
}

it("counts them first, and sends nothing", async () => {
  const { messages } = await refuse(3);
  const counted = { matched: 3, hasMore: false, resendable: 3, resent: 0, failed: {}, left: 3 };
  expect(await messages.resendMany({ where }, byAdmin)).toEqual(counted);
  expect(await messages.resendMany({ where, dryRun: true }, byAdmin)).toEqual(counted);
  expect(harness.sent()).toEqual([]);
});

it("sends each of them again once, and none that NXCLOUD has", async () => {
  const { messages } = await refuse(20);
  const all = { templateId: template.templateId };
  const done = { matched: 21, hasMore: false, resendable: 20, resent: 20, failed: {}, left: 0 };
  expect(await messages.resendMany({ where: all, dryRun: false }, byAdmin)).toEqual(done);
  expect(harness.sent()).toHaveLength(20);
  const again = await messages.resendMany({ where: all, dryRun: false }, byAdmin);
  expect(again).toMatchObject({ matched: 21, resendable: 0, resent: 0, left: 0 });
  expect(harness.sent()).toHaveLength(20);
});

it("finds what can be sent again behind more than a thousand newer ones that cannot", async () => {
  const journeys = await refuse(2);
  for (let index = 0; index < 1_010; index++) {
    harness.clock.at += 1;
    await journeys.send({ phone: "84912345678", ...template });
  }
  const all = { templateId: template.templateId };
  const counted = { matched: 1_000, hasMore: true, resendable: 2, left: 2 };
  expect(await journeys.messages.resendMany({ where: all }, byAdmin)).toMatchObject(counted);
  expect(await journeys.messages.resendMany({ where: all, dryRun: false }, byAdmin)).toMatchObject({ resent: 2 });
});

it("stands in the audit of each application: who, how many, and by what, without a phone", async () => {
  const journeys = harness.process();
  const refuseIn = async (appKey: string) => {
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    await failureOf(journeys.send({ phone: "84912345678", ...template }, { appKey }));
  };
  for (const appKey of ["app", "north-key", "app"]) await refuseIn(appKey);
  harness.client.sendTemplate.mockRejectedValueOnce(rejected());
  const createdFrom = new Date(harness.clock.at);
  const by = { state: "refused", templateId: template.templateId, createdFrom } as const;
  await journeys.messages.resendMany({ where: { ...by, phone: "+84 912 345 678" } }, byAdmin);
  expect((await journeys.audit.search({})).entries).toEqual([]);
  await journeys.messages.resendMany({ where: { ...by, phone: "+84 912 345 678" }, dryRun: false }, byAdmin);
  const scope = { apps: { north: "north-key" } };
  const { entries } = await journeys.audit.search({ action: "bulk" }, scope);
  const where = { ...by, createdFrom: createdFrom.toISOString(), hidden: ["phone"] };
  const entry = { auditId: expect.any(String), recordedAt: expect.any(Date), action: "bulk", caller: "admin", where };
  const counts = entries.map((one) => [one.app, one.counts?.["messages"]]);
  expect(counts.sort()).toEqual([
    ["default", 2],
    ["north", 1],
  ]);
  for (const { app, counts, ...rest } of entries) {
    expect(rest).toEqual(entry);
    const { messages = 0, resent = 0, failed = 0, ...others } = counts ?? {};
    expect([resent + failed, others]).toEqual([messages, {}]);
  }
  const sum = (name: string) => entries.reduce((total, { counts = {} }) => total + (counts[name] ?? 0), 0);
  expect([sum("resent"), sum("failed")]).toEqual([2, 1]);
  expect((await journeys.audit.search({ action: "resend" }, scope)).entries).toHaveLength(3);
  expect((await journeys.audit.search({ action: "bulk" }, { ...scope, appKeys: ["north-key"] })).entries).toMatchObject(
    [{ app: "north", counts: { messages: 1 } }],
  );
  expect(JSON.stringify(await journeys.audit.search({}))).not.toContain("912345678");
});

it("of two at once, each is sent by one", async () => {
  const { messages } = await refuse(10);
  const both = await Promise.all([1, 2].map(() => messages.resendMany({ where, dryRun: false }, byAdmin)));
  expect(both.reduce((sum, { resent }) => sum + resent, 0)).toBe(10);
  expect(harness.sent()).toHaveLength(10);
});

it("ends at what would meet all of them, and tells what is left", async () => {
  const { messages } = await refuse(40);
  const details = { code: "balance_insufficient", outcome: "rejected", upstreamCode: 1102 } as const;
  harness.client.sendTemplate.mockRejectedValue(new UpstreamError("no balance", details));
  const { failed, left, resent } = await messages.resendMany({ where, dryRun: false }, byAdmin);
  expect(resent).toBe(0);
  expect(Object.keys(failed)).toEqual(["balance_insufficient"]);
  expect(left).toBeGreaterThan(20);
  expect((failed["balance_insufficient"] ?? 0) + left).toBe(40);
});

it("ends where nothing leaves any more, as where a Worker may ask no more often", async () => {
  const { messages } = await refuse(40);
  harness.client.sendTemplate.mockRejectedValue(unsent());
  const { failed, left } = await messages.resendMany({ where, dryRun: false }, byAdmin);
  expect(left).toBeGreaterThan(20);
  expect(failed).toEqual({ network_error: 40 - left });
});

it("of a Worker's request sends as many as that may, and leaves the rest to the next", async () => {
  await refuse(25);
  const { messages } = createTestJourneys({ ...harness.store, endsWithRequest: true }).process();
  const [first, second] = [
    await messages.resendMany({ where, dryRun: false }, byAdmin),
    await messages.resendMany({ where, dryRun: false }, byAdmin),
  ];
  expect([first, second]).toMatchObject([
    { resendable: 25, resent: 20, left: 5 },
    { resendable: 5, resent: 5, left: 0 },
  ]);
});

it("takes the messages of the caller's applications alone", async () => {
  const { messages } = await refuse(2);
  const elsewhere = { ...byAdmin, appKeys: ["north-key"] };
  expect(await messages.resendMany({ where, dryRun: false }, elsewhere)).toMatchObject({ matched: 0, resent: 0 });
});

it.each([{}, { labels: {} }, { timeZone: "Asia/Ho_Chi_Minh" }, { day: "2026-02-30" }, { limit: 5 }, { app: "north" }])(
  "refuses the conditions %j",
  async (given) => {
    const { messages } = harness.process();
    expect(await failureOf(messages.resendMany({ where: given as object }))).toMatchObject({ name: "InputError" });
  },
);
