import { startPostgresProxy } from "nxzalo-testing/postgres-proxy";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { createPostgresStore } from "../../src/postgres.ts";
import type { EventsOptions } from "../../src/service/event-targets.ts";
import { createTestJourneys, parcel, receiptFor, template } from "../../src/testing/journeys.ts";
import { createScratchSchema, type ScratchSchema } from "../conformance/scratch-schema.ts";

const server = process.env["DATABASE_URL"] ?? "";
const storeKeys = [Buffer.alloc(32, 7).toString("base64")];
const message = { ...parcel, ...template };
const targets = [{ url: "https://shop.example/events", types: ["*"], secrets: ["a secret of the shop's own"] }];
const fetch: EventsOptions["fetch"] = async () => ({ status: 204, headers: { get: () => null } });

/** A schema whose tables are there. */
let schema: ScratchSchema;
beforeAll(async () => {
  schema = await createScratchSchema(server);
  const { records } = await createPostgresStore({ url: schema.url, storeKeys });
  await records.close();
  return schema.drop;
});

/** Journeys of which each trip to the server is counted. */
async function start(more: Parameters<ReturnType<typeof createTestJourneys>["process"]>[0] = {}) {
  const proxy = await startPostgresProxy(schema.url);
  onTestFinished(proxy.close);
  const store = await createPostgresStore({ url: proxy.url, storeKeys });
  onTestFinished(store.records.close);
  const harness = createTestJourneys(store);
  const id = crypto.randomUUID();
  harness.client.sendTemplate.mockImplementation(async () => ({ requestId: `zalomid.${crypto.randomUUID()}` }));
  harness.client.initJourneyToken.mockImplementation(async () => ({ journeyId: id, token: `token-${id}` }));
  const journeys = harness.process(more);
  return {
    ...harness,
    journeys,
    reference: id,
    tripsOf: async (work: () => Promise<unknown>) => {
      proxy.takeTrips();
      await work();
      return proxy.takeTrips();
    },
  };
}

it("a message with its new journey takes at most 10 trips to the server, and its receipt 3", async () => {
  const { journeys, reference, sent, tripsOf } = await start();
  const send = () => journeys.send({ ...message, reference }, { idempotencyKey: reference });
  expect(await tripsOf(send)).toBeLessThanOrEqual(10);
  const [input] = sent();
  const receive = () => journeys.receive(receiptFor(input ?? expect.fail(), { requestId: reference }));
  expect(await tripsOf(receive)).toBeLessThanOrEqual(3);
});

it("a message on a live journey takes at most 8, and the same call again 1", async () => {
  const { journeys, reference, tripsOf } = await start();
  await journeys.open({ ...parcel, reference });
  const send = () => journeys.send({ ...message, reference }, { idempotencyKey: reference });
  expect(await tripsOf(send)).toBeLessThanOrEqual(8);
  expect(await tripsOf(send)).toBe(1);
});

it("a message that waits takes at most 15 until it is sent, on a live journey", async () => {
  const { journeys, reference, clock, sent, tripsOf } = await start();
  await journeys.open({ ...parcel, reference });
  const waits = async () => {
    await journeys.send({ ...message, reference, sendAt: new Date(clock.at + 60_000) }, { idempotencyKey: reference });
    clock.at += 60_000;
    await journeys.dispatchDue();
  };
  expect(await tripsOf(waits)).toBeLessThanOrEqual(15);
  expect(sent()).toHaveLength(1);
});

it("a receipt with its event takes at most 4, and the delivery of that 8", async () => {
  const { journeys, reference, sent, tripsOf } = await start({ events: { targets, fetch } });
  await journeys.send({ ...message, reference });
  const [input] = sent();
  const receive = () => journeys.receive(receiptFor(input ?? expect.fail(), { requestId: reference }));
  expect(await tripsOf(receive)).toBeLessThanOrEqual(4);
  let delivered = 0;
  const deliver = async () => {
    delivered = (await journeys.deliverEvents()).delivered;
  };
  expect(await tripsOf(deliver)).toBeLessThanOrEqual(8);
  expect(delivered).toBe(1);
});
