import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { createPostgresStore } from "../../src/postgres.ts";
import type { EventsOptions } from "../../src/service/event-targets.ts";
import { createTestJourneys, receiptFor, template } from "../../src/testing/journeys.ts";
import { createScratchSchema } from "../conformance/scratch-schema.ts";

const server = process.env["DATABASE_URL"] ?? "";
const storeKeys = [Buffer.alloc(32, 7).toString("base64")];
/** Whatever waits for a row that is held fails. */
const statementTimeoutMs = 500;
const minuteMs = 60_000;

/** Journeys on a server where another session may hold a row: it has changed it, and is idle in its transaction. */
async function start() {
  const schema = await createScratchSchema(server);
  onTestFinished(schema.drop);
  const store = await createPostgresStore({ url: schema.url, storeKeys, statementTimeoutMs });
  onTestFinished(store.records.close);
  const holder = new pg.Client({ connectionString: schema.url });
  await holder.connect();
  onTestFinished(() => holder.end());
  const delivered: string[] = [];
  const receiver = { status: 204 };
  const fetch: EventsOptions["fetch"] = async (_, { body }) => {
    if (receiver.status === 204) delivered.push(JSON.parse(body).data.messageId);
    return { status: receiver.status, headers: { get: () => null } };
  };
  const targets = [{ url: "https://shop.example/events", types: ["*"], secrets: ["a secret of the shop's own"] }];
  const harness = createTestJourneys(store);
  const journeys = harness.process({ events: { targets, fetch, undeliveredAfterMs: minuteMs } });
  const { clock } = harness;
  return {
    ...harness,
    journeys,
    receiver,
    delivered,
    /** Three messages. */
    send: (more: object = {}) =>
      Promise.all(
        [1, 2, 3].map(async (at) => {
          const message = { ...template, phone: `+84 912 345 67${at}`, ...more };
          return (await journeys.send(message)).messageId;
        }),
      ),
    later: (ms: number) => {
      clock.at += ms;
    },
    statesOf: (ids: readonly string[]) => Promise.all(ids.map(async (id) => (await journeys.messages.find(id))?.state)),
    hold: async (table: string, messageId: string | undefined) => {
      await holder.query("BEGIN");
      const text = `SELECT message_id FROM ${table} WHERE message_id = $1 FOR UPDATE`;
      expect((await holder.query({ text, values: [messageId] })).rows).toHaveLength(1);
    },
    letGo: () => holder.query("ROLLBACK"),
  };
}

it("a message whose row is held keeps no other one that is due waiting, and goes when it is let go", async () => {
  const { clock, send, hold, letGo, later, journeys, statesOf } = await start();
  const ids = await send({ sendAt: new Date(clock.at + minuteMs) });
  await hold("nxzalo_messages", ids[0]);
  later(minuteMs);
  // It is looked at again soon, and not at once.
  expect(await journeys.dispatchDue()).toMatchObject({ taken: 2, nextInMs: 100 });
  expect(await journeys.dispatchDue()).toMatchObject({ taken: 0, nextInMs: 100 });
  await letGo();
  expect(await journeys.dispatchDue()).toMatchObject({ taken: 1, nextInMs: null });
  expect(await statesOf(ids)).toEqual(["accepted", "accepted", "accepted"]);
});

it("one that is over and held keeps no other one from its end, nor what is due from being sent", async () => {
  const { clock, send, hold, letGo, later, journeys, statesOf } = await start();
  const over = await send({ sendAt: new Date(clock.at + minuteMs), notAfter: new Date(clock.at + 2 * minuteMs) });
  const due = await send({ sendAt: new Date(clock.at + 3 * minuteMs) });
  await hold("nxzalo_messages", over[0]);
  later(3 * minuteMs);
  expect(await journeys.dispatchDue()).toMatchObject({ taken: 3, expired: 2, nextInMs: 100 });
  expect(await statesOf(due)).toEqual(["accepted", "accepted", "accepted"]);
  await letGo();
  expect(await journeys.dispatchDue()).toMatchObject({ taken: 0, expired: 1, nextInMs: null });
});

it("an event that is held keeps no other one from being delivered", async () => {
  const { send, sent, hold, letGo, journeys, delivered } = await start();
  const ids = await send();
  for (const [at, input] of sent().entries())
    await journeys.receive(receiptFor(input as Parameters<typeof receiptFor>[0], { requestId: `zalomid.${at + 1}` }));
  await hold("nxzalo_events", ids[0]);
  expect(await journeys.deliverEvents()).toMatchObject({ delivered: 2, nextInMs: 0 });
  expect(await journeys.deliverEvents()).toMatchObject({ delivered: 0, nextInMs: 100 });
  await letGo();
  expect(await journeys.deliverEvents()).toMatchObject({ delivered: 1, nextInMs: null });
  expect(delivered.toSorted()).toEqual(ids.toSorted());
});

it("a message that is silent and held keeps no other one from being told of", async () => {
  const { send, sent, hold, later, journeys, delivered } = await start();
  const ids = await send();
  const last = sent().findIndex(({ phone }) => phone.endsWith("673"));
  const input = sent()[last] as Parameters<typeof receiptFor>[0];
  await journeys.receive(receiptFor(input, { requestId: `zalomid.${last + 1}` }));
  await hold("nxzalo_messages", ids[0]);
  // Out of the quiet hours.
  later(6 * 60 * minuteMs);
  expect(await journeys.deliverEvents()).toMatchObject({ delivered: 2 });
  expect(delivered.toSorted()).toEqual(ids.slice(1).toSorted());
});

it("in quiet hours, a message that is silent and held keeps no other one from being put off until their end", async () => {
  const { clock, send, hold, letGo, later, journeys, delivered } = await start();
  const ids = await send();
  await hold("nxzalo_messages", ids[0]);
  later(2 * minuteMs);
  // That of the held one has not been put off yet.
  expect(await journeys.deliverEvents()).toMatchObject({ delivered: 0, nextInMs: 100 });
  await letGo();
  const endsAt = Date.parse("2023-11-15T07:00:00+07:00");
  expect(await journeys.deliverEvents()).toMatchObject({ delivered: 0, nextInMs: endsAt - clock.at });
  expect(delivered).toEqual([]);
});

it("an event that is too old and held keeps no other one from being given up", async () => {
  const { send, sent, hold, letGo, later, journeys, receiver } = await start();
  const ids = await send();
  for (const [at, input] of sent().entries())
    await journeys.receive(receiptFor(input as Parameters<typeof receiptFor>[0], { requestId: `zalomid.${at + 1}` }));
  receiver.status = 500;
  expect(await journeys.deliverEvents()).toMatchObject({ failed: 3 });
  const givenUp = async () => (await journeys.events.search({ state: "dead" })).events.map((one) => one.messageId);
  await hold("nxzalo_events", ids[0]);
  // Its life, and the hour beyond it.
  later((3 * 24 + 1) * 60 * minuteMs + 1);
  await journeys.deliverEvents();
  expect((await givenUp()).toSorted()).toEqual(ids.slice(1).toSorted());
  await letGo();
  await journeys.deliverEvents();
  expect((await givenUp()).toSorted()).toEqual(ids.toSorted());
});
