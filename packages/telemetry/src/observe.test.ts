import { createNxZalo } from "@nxzalo/core";
import type { JourneyStats } from "@nxzalo/core/journeys";
import { createJourneys } from "@nxzalo/journeys";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createSandbox, templateIdForCode } from "@nxzalo/sandbox";
import { failureOf } from "nxzalo-testing/failure-of";
import { expect, it, vi } from "vitest";
import { type ObserveOptions, observe } from "./index.ts";
import { createTestMetrics } from "./testing/sdk.ts";

const stats: JourneyStats = {
  unknownMessages: 2,
  oldestUnknownAgeMs: 60_000,
  lastReceiptAgeMs: 1_000,
  waitingEvents: 5,
  oldestWaitingEventAgeMs: 30_000,
  deadEvents: 1,
  sizeBytes: 4_096,
};
const none: JourneyStats = {
  unknownMessages: 0,
  oldestUnknownAgeMs: null,
  lastReceiptAgeMs: null,
  waitingEvents: 0,
  oldestWaitingEventAgeMs: null,
  deadEvents: 0,
  sizeBytes: null,
};

function observed(options: Omit<ObserveOptions, "meterProvider">) {
  const { meterProvider, read } = createTestMetrics();
  const time = { at: 0 };
  observe({ ...options, meterProvider, clock: () => time.at });
  const scrape = async () => Object.fromEntries((await read()).map(({ name, value }) => [name, value]));
  return { scrape, time };
}

const ping = async () => {};

it("shows what the store says, its ages going on", async () => {
  const { scrape, time } = observed({ journeys: { ping, stats: async () => stats } });
  const first = {
    "nxzalo.ready": 1,
    "nxzalo.unknown.open": 2,
    "nxzalo.unknown.oldest_age": 60,
    "nxzalo.events.waiting": 5,
    "nxzalo.events.oldest_age": 30,
    "nxzalo.events.dead": 1,
    "nxzalo.receipts.last_age": 1,
    "nxzalo.store.size": 4_096,
  };
  expect(await scrape()).toEqual(first);
  time.at += 3_000;
  expect(await scrape()).toEqual({
    ...first,
    "nxzalo.unknown.oldest_age": 63,
    "nxzalo.events.oldest_age": 33,
    "nxzalo.receipts.last_age": 4,
  });
});

it("leaves out what is not known, and shows a journey store that has nothing open", async () => {
  expect(await observed({ journeys: { ping, stats: async () => none } }).scrape()).toEqual({
    "nxzalo.ready": 1,
    "nxzalo.unknown.open": 0,
    "nxzalo.unknown.oldest_age": 0,
    "nxzalo.events.waiting": 0,
    "nxzalo.events.oldest_age": 0,
    "nxzalo.events.dead": 0,
  });
  expect(await observed({}).scrape()).toEqual({ "nxzalo.ready": 1 });
});

it("is not ready where the service is not, or the store cannot be written; its size is told all the same", async () => {
  const away = () => Promise.reject(new Error("away"));
  expect(await observed({ isReady: () => false }).scrape()).toEqual({ "nxzalo.ready": 0 });
  const full = await observed({ journeys: { ping: away, stats: async () => stats } }).scrape();
  expect(full).toMatchObject({ "nxzalo.ready": 0, "nxzalo.store.size": 4_096 });
  expect(await observed({ journeys: { ping: away, stats: away } }).scrape()).toEqual({ "nxzalo.ready": 0 });
});

it("asks the store once in five seconds, however often it is read", async () => {
  const counted = vi.fn(async () => stats);
  const { scrape, time } = observed({ journeys: { ping, stats: counted } });
  for (let read = 0; read < 20; read++) await scrape();
  expect(counted).toHaveBeenCalledTimes(1);
  time.at += 5_000;
  await Promise.all([scrape(), scrape()]);
  expect(counted).toHaveBeenCalledTimes(2);
});

it("a store that hangs holds up no read for long, and is not asked again while it does", async () => {
  const hanging = vi.fn(async () => stats);
  const { scrape, time } = observed({ journeys: { ping, stats: hanging } });
  await scrape();
  hanging.mockImplementation(() => new Promise(() => {}));
  time.at += 6_000;
  // What was read before is still shown, then no more.
  for (let read = 0; read < 5; read++) expect(await scrape()).toMatchObject({ "nxzalo.ready": 1 });
  expect(hanging).toHaveBeenCalledTimes(2);
  time.at += 30_000;
  expect(await scrape()).toEqual({ "nxzalo.ready": 0 });
  hanging.mockImplementation(async () => stats);
  time.at += 20_000;
  expect(await scrape()).toMatchObject({ "nxzalo.ready": 1 });
});

it("counts a message that may have been sent", async () => {
  const clock = { at: 1_800_000_000_000 };
  const { credentials, appKey, fetch } = createSandbox({ now: () => clock.at });
  const client = createNxZalo({ credentials, appKey, fetch, now: () => clock.at });
  const store = createMemoryStore();
  const journeys = createJourneys({ client, store, appKey, now: () => clock.at });
  const { scrape, time } = observed({ journeys });
  const message = { phone: "84912345678", templateId: templateIdForCode(9001), templateData: {} };
  expect((await failureOf(journeys.send(message))).outcome).toBe("unknown");
  expect(await scrape()).toMatchObject({ "nxzalo.unknown.open": 0 });
  clock.at += 90_000;
  time.at += 90_000;
  expect(await scrape()).toMatchObject({ "nxzalo.unknown.open": 1, "nxzalo.unknown.oldest_age": 90 });
});

it("refuses an option that does not exist, by name", async () =>
  expect((await failureOf(() => observe({ journey: 1 } as never))).issues).toMatchObject([{ path: ["journey"] }]));

it.each<[string, object]>([
  ["journeys", { journeys: {} }],
  ["isReady", { isReady: true }],
  ["clock", { clock: 5 }],
  ["meterProvider", { meterProvider: {} }],
])("refuses a wrong %s by name", async (name, wrong) =>
  expect((await failureOf(() => observe(wrong as never))).issues).toMatchObject([{ path: [name] }]),
);
