import { readFileSync } from "node:fs";
import type { MessageState } from "@nxzalo/core/journeys";
import type { OpenJourneyInput, SearchMessagesInput, SendMessageInput } from "@nxzalo/core/schemas";
import { beforeEach, describe, expect, it } from "vitest";
import type { Journeys } from "../../src/journeys.ts";
import type { EventsOptions } from "../../src/service/event-targets.ts";
import { migrations } from "../../src/sql/migrate.ts";
import { queryAll, rawSql } from "../../src/sql/query.ts";
import { createTestJourneys, parcel, template } from "../../src/testing/journeys.ts";
import type { SchemaKind, SchemaSubject } from "./describe-schema.ts";

/** A call as it was made, and what it was answered with. */
interface Asked<Input> {
  readonly input: Input;
  readonly idempotencyKey?: string;
  readonly appKey?: string;
}

/**
 * What a gateway of a prerelease left in its store: it was asked over HTTP, NXCLOUD was the emulator, and it was killed while a message was
 * on its way. From next.5 on, its target of events was down.
 */
interface Released {
  readonly leftAt: number;
  readonly chargedJourneys: number;
  /** The secret of the session of `lan`. */
  readonly session?: string;
  readonly journeys: Readonly<Record<string, Asked<OpenJourneyInput> & { readonly token: string }>>;
  readonly messages: Readonly<
    Record<string, Asked<SendMessageInput> & { readonly messageId?: string; readonly outcome?: string }>
  >;
  /** By tables: the names of the columns, then the rows. */
  readonly rows: Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>;
}

const readReleased = (version: string): Released =>
  JSON.parse(readFileSync(new URL(`../fixtures/released/${version}.json`, import.meta.url), "utf8"));

/** One of each version of the schema. */
const withoutWaiting = ["0.1.0-next.0", "0.1.0-next.3", "0.1.0-next.4"];
const withWaiting = ["0.1.0-next.5", "0.1.0-next.18"];

const states: Readonly<Record<string, MessageState>> = {
  delivered: "delivered",
  "of another application": "delivered",
  "on a journey": "delivered",
  failed: "failed",
  "told twice": "delivered",
  "told of before it was answered": "delivered",
  "not delivered so far": "sent",
  "of which nothing tells": "accepted",
};

const minuteMs = 60_000;

const literal = (value: string | number | null) =>
  typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);

/** Makes the tables as they were, of the version that stands in them. */
async function restoreRows({ database, dialect }: SchemaSubject, { rows }: Released): Promise<void> {
  const version = Number(rows["nxzalo_schema"]?.[1]?.[0]);
  const created = migrations.slice(0, version).flatMap(({ statements }) => statements(dialect.integer));
  const inserts = Object.entries(rows).flatMap(([table, [columns = [], ...values]]) =>
    values.map((row) => `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${row.map(literal).join(", ")})`),
  );
  await database.write(function* () {
    for (const statement of [...created, ...inserts]) yield* queryAll(rawSql(statement));
  });
}

const asCalled = ({ idempotencyKey, appKey }: Asked<unknown>) => ({ caller: "desk", idempotencyKey, appKey });

/** What the stores of released gateways hold is all there in this version, and nothing of it is done twice. */
export function describeReleased({ name, create }: SchemaKind): void {
  let released: Released;
  let harness: ReturnType<typeof createTestJourneys>;
  let journeys: Journeys;
  let eventIds: string[];

  async function upgrade(version: string): Promise<void> {
    released = readReleased(version);
    const subject = await create();
    await restoreRows(subject, released);
    harness = createTestJourneys(await subject.openStore());
    // What the killed process held is free by then.
    harness.clock.at = released.leftAt + 10 * minuteMs;
    eventIds = [];
    const fetch: EventsOptions["fetch"] = async (_, { headers }) => {
      eventIds.push(headers["webhook-id"] ?? "");
      return { status: 204, headers: { get: () => null } };
    };
    const targets = [{ url: "https://shop.example/events", types: ["*"], secrets: ["a secret of the shop"] }];
    journeys = harness.process({ appKey: "sandbox-app", quietHours: "off", events: { targets, fetch } });
  }
  const idOf = (message: string) => released.messages[message]?.messageId ?? "";
  const stateOf = async (message: string) => (await journeys.messages.find(idOf(message)))?.state;

  describe.each([...withoutWaiting, ...withWaiting])(`${name}: what a gateway of %s stored`, (version) => {
    beforeEach(() => upgrade(version));

    it("answers each key as it was answered, and each reference with its token; nothing is sent", async () => {
      const { refused, ...others } = released.messages;
      for (const message of Object.values(others)) {
        const again = journeys.send(message.input, asCalled(message));
        if (message.messageId) expect(await again).toMatchObject({ messageId: message.messageId });
        else await expect(again).rejects.toMatchObject({ outcome: message.outcome });
      }
      for (const journey of Object.values(released.journeys))
        expect(await journeys.open(journey.input, asCalled(journey))).toMatchObject({ token: journey.token });
      expect(harness.sent()).toEqual([]);
      expect(harness.client.initJourneyToken).not.toHaveBeenCalled();
      if (refused) await journeys.send(refused.input, asCalled(refused));
      expect(harness.sent()).toHaveLength(1);
    });

    it("is found by all that people ask for, as what receipts have made of it", async () => {
      await journeys.sweep();
      for (const [message, state] of Object.entries(states))
        expect([message, await stateOf(message)]).toEqual([message, state]);
      const vietnam = new Date(released.leftAt + 7 * 60 * minuteMs).toISOString();
      const queries: Record<string, SearchMessagesInput[]> = {
        delivered: [
          { phone: "84912345678" },
          { phoneEnding: "5678" },
          { reference: "Đơn 42" },
          { referenceFolded: "don 42" },
          { referenceEnding: "don 42" },
          { templateId: "133214", state: "delivered" },
          { day: vietnam.slice(0, 10) },
        ],
        failed: [{ code: -118 }, { state: "failed" }],
      };
      if (released.rows["nxzalo_labels"]) queries["delivered"]?.push({ labels: { branch: "HN" } });
      for (const [message, asked] of Object.entries(queries))
        for (const query of asked) {
          const { messages } = await journeys.messages.search({ ...query, limit: 100 });
          expect([query, messages.map(({ messageId }) => messageId)]).toEqual([
            query,
            expect.arrayContaining([idOf(message)]),
          ]);
        }
      expect((await journeys.searchReceipts({ requestId: "zalomid.stranger" })).receipts).toHaveLength(1);
    });

    it("costs what was charged, also where receipts are told again", async () => {
      await journeys.sweep();
      await journeys.sweep();
      const { total } = await journeys.costs({ from: "2026-11-01", to: "2026-12-31" });
      const amount = String((released.chargedJourneys * 1_234) / 10_000);
      expect(total).toEqual([{ amount, currency: "USD", journeys: released.chargedJourneys, messages: 0 }]);
    });
  });

  describe.each(withWaiting)(`${name}: what a gateway of %s had begun`, (version) => {
    beforeEach(() => upgrade(version));

    it("sends what waits once, at its time, and not what was cancelled or replaced", async () => {
      const { messages } = await journeys.messages.search({ state: "scheduled" });
      const times = messages.map(({ sendAt }) => Number(sendAt)).sort();
      const dueBefore = (at: number) => times.filter((time) => time < at).length;
      for (const at of new Set(times)) {
        harness.clock.at = at - minuteMs;
        await journeys.dispatchDue();
        expect(harness.sent()).toHaveLength(dueBefore(at));
        harness.clock.at = at;
        await journeys.dispatchDue();
      }
      await journeys.dispatchDue();
      const orders = harness.sent().map(({ templateData }) => templateData["order"]);
      expect(orders.sort()).toEqual(["Đơn 50", "Đơn 52", "Đơn 53"]);
      expect([await stateOf("cancelled"), await stateOf("superseded")]).toEqual(["cancelled", "superseded"]);
    });

    it("delivers each event once", async () => {
      const stored = released.rows["nxzalo_events"]?.slice(1) ?? [];
      for (let round = 0; round < 10; round++) await journeys.deliverEvents();
      expect(eventIds.sort()).toEqual(stored.map(([eventId]) => eventId).sort());
    });

    it("writes to none who are not to be written to, and knows who did what", async () => {
      for (const phone of ["84916667777", "84917778888"])
        await expect(journeys.send({ ...parcel, ...template, phone })).rejects.toMatchObject({
          code: "recipient_suppressed",
        });
      expect((await journeys.people.searchRequests({})).requests).toMatchObject([{ kind: "restrict", caller: "boss" }]);
      const { tasks } = await journeys.tasks.search({ takenBy: "desk" });
      expect(tasks).toMatchObject([{ message: { messageId: idOf("failed") }, note: "gọi rồi" }]);
      expect(await journeys.sessions.find(released.session ?? "")).toMatchObject({ name: "lan", role: "agent" });
      const { entries } = await journeys.audit.search({ limit: 100 });
      expect(entries).toHaveLength((released.rows["nxzalo_audit"]?.length ?? 0) - 1);
      const { closedAt } = await journeys.closeMonth({ month: "2026-10" });
      expect(Number(closedAt)).toBeLessThan(released.leftAt);
    });
  });
}
