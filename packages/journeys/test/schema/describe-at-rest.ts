import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Journeys } from "../../src/journeys.ts";
import { encryptMessage, encryptNote, encryptSecrets } from "../../src/service/encrypted-fields.ts";
import { queryAll, rawSql } from "../../src/sql/query.ts";
import { ciphertextColumns } from "../../src/store/ciphertexts.ts";
import type { JourneyStore } from "../../src/store/store.ts";
import { createTestJourneys, parcel, receiptFor, rejected, template, unknown } from "../../src/testing/journeys.ts";
import { auditOf, messageOf } from "../conformance/samples.ts";
import type { SchemaKind, SchemaSubject } from "./describe-schema.ts";
import { journeyId as fixtureJourney } from "./sample-data.ts";

const hourMs = 3_600_000;
const refused = { code: "unavailable", cause: { message: "CiphertextRefused" } };
const forgotten = { code: "unavailable", cause: { message: "DataKeyUnknown" } };

/** What stands in the columns of ciphertexts, on every kind of database, and how its key is renewed. */
export function describeAtRest({ name, create, restore }: SchemaKind): void {
  describe(`${name}: at rest`, () => {
    let subject: SchemaSubject;
    let store: JourneyStore;
    let harness: ReturnType<typeof createTestJourneys>;
    let journeys: Journeys;

    const select = (text: string) => subject.database.read(() => queryAll<Record<string, string>>(rawSql(text)));
    const execute = (text: string) => subject.database.write(() => queryAll(rawSql(text)));
    const processOn = (on: JourneyStore) => createProcess(on, harness);
    const readTexts = async (table: string, column: string) =>
      (await select(`SELECT ${column} AS "text" FROM ${table} WHERE ${column} IS NOT NULL`)).map(({ text }) => text);
    /** The ids of the keys that all values were encrypted by. */
    async function keyIds(): Promise<Set<string | undefined>> {
      const columns = Object.values(ciphertextColumns);
      const texts = await Promise.all(columns.map(({ table, column }) => readTexts(table, column)));
      return new Set(texts.flat().map((text) => text?.split(".")[0]));
    }
    /** Rows of every table, more than are read at once. */
    async function fill(): Promise<void> {
      for (let index = 0; index < 25; index++) {
        const call = { idempotencyKey: `k ${index}` };
        await journeys.send({ ...parcel, reference: `order ${index}`, ...template, ext: `mine ${index}` }, call);
      }
      await journeys.receive(receiptFor(harness.sent()[0] as NonNullable<ReturnType<typeof harness.sent>[0]>));
      harness.client.sendTemplate.mockRejectedValueOnce(unknown());
      await journeys.send({ phone: parcel.phone, ...template }, { idempotencyKey: "lost" }).catch(() => {});
      harness.client.initJourneyToken.mockRejectedValueOnce(rejected());
      await journeys.open({ ...parcel, reference: "refused" }).catch(() => {});
      const message = messageOf("never sent", {
        ciphertext: await encryptMessage(store.encryption, "never sent", template),
      });
      await store.records.start({ message });
      await store.records.refuse({ messageId: "never sent", attempt: 1, upstreamCode: null, eraseAt: 1 });
      const [failed] = (await select("SELECT MAX(message_id) AS id FROM nxzalo_messages WHERE state = 'refused'")) as [
        { id: string },
      ];
      const ciphertext = await encryptNote(store.encryption, failed.id, "called twice");
      const entry = auditOf("noted", { action: "task" });
      await store.records.updateTask({
        messageId: failed.id,
        caller: "desk",
        now: 1,
        mayForce: false,
        ciphertext,
        entry,
      });
      const secrets = await encryptSecrets(store.encryption, "waiting", { code: "123456" });
      const waiting = { dueAt: 9e15, notAfter: 9e15, lane: "scheduled", heldFor: null, secrets } as const;
      const later = await encryptMessage(store.encryption, "waiting", template);
      await store.records.start({ message: messageOf("waiting", { ciphertext: later, waiting }) });
      await journeys.suppressions.add({ phone: parcel.phone, scope: "tag:3", reason: "asked for it" });
      await journeys.people.export({ phone: parcel.phone });
      for (const { table, column } of Object.values(ciphertextColumns))
        expect([table, (await readTexts(table, column)).length > 0]).toEqual([table, true]);
    }
    /** Everything can be read, by what its callers know. */
    async function expectReadable(by: Journeys): Promise<void> {
      for (const index of [0, 7, 24]) {
        const { journeyId, reused } = await by.open({ ...parcel, reference: `order ${index}` });
        expect(reused).toBe(true);
        const { messages, receipts } = (await by.find(journeyId)) ?? {};
        expect(messages).toMatchObject([{ ext: `mine ${index}` }]);
        expect(receipts).toHaveLength(index === 0 ? 1 : 0);
      }
      const again = by.send({ phone: parcel.phone, ...template }, { idempotencyKey: "lost" });
      await expect(again).rejects.toMatchObject({ outcome: "unknown", code: "timeout" });
    }

    beforeEach(async () => {
      subject = await create();
      store = await subject.openStore();
      harness = createTestJourneys(store);
      journeys = harness.process();
    });
    afterEach(() => store.records.close());

    it("a journey of another row is refused, and a message, an answer and a failure from another column", async () => {
      await fill();
      const [one, other] = (await select("SELECT journey_id FROM nxzalo_journeys ORDER BY journey_id")) as [
        { journey_id: string },
        { journey_id: string },
      ];
      const from = (table: string, column: string) => `(SELECT MIN(${column}) FROM nxzalo_${table})`;
      await execute(`UPDATE nxzalo_journeys SET ciphertext = (SELECT ciphertext FROM nxzalo_journeys
        WHERE journey_id = '${other.journey_id}') WHERE journey_id = '${one.journey_id}'`);
      await expect(journeys.find(one.journey_id)).rejects.toMatchObject(refused);
      await expect(journeys.send({ journeyId: one.journey_id, ...template })).rejects.toMatchObject(refused);
      await execute(`UPDATE nxzalo_messages SET ciphertext = ${from("receipts", "ciphertext")}`);
      await expect(journeys.find(other.journey_id)).rejects.toMatchObject(refused);
      await execute(`UPDATE nxzalo_idempotency_keys SET answer = ${from("leases", "failure")} WHERE state = 'unknown'`);
      const again = journeys.send({ phone: parcel.phone, ...template }, { idempotencyKey: "lost" });
      await expect(again).rejects.toMatchObject({ ...refused, outcome: "unknown" });
    });

    it("is looked at by so many rows at once, of which some or none fit", async () => {
      await fill();
      const read = async (except: string, { rows, limit }: { rows: number; limit: number }) => {
        const found: string[] = [];
        let pages = 0;
        for (let after: string | undefined = ""; after !== undefined; pages++) {
          const page = await store.records.readCiphertexts({ table: "messages", except, after, rows, limit });
          expect(page.found.length).toBeLessThanOrEqual(limit);
          found.push(...page.found.map(({ row }) => row));
          after = page.last;
        }
        return { found, pages };
      };
      const rows = (await select("SELECT message_id AS id FROM nxzalo_messages ORDER BY message_id")).map(
        ({ id }) => id,
      );
      expect(await read("none", { rows: 99, limit: 99 })).toEqual({ found: rows, pages: 1 });
      expect((await read("none", { rows: 5, limit: 2 })).found).toEqual(rows);
      expect((await read("none", { rows: 5, limit: 9 })).pages).toBe(Math.floor(rows.length / 5) + 1);
      const [current] = [...(await keyIds())];
      expect(await read(`${current}.`, { rows: 5, limit: 9 })).toEqual({
        found: [],
        pages: Math.floor(rows.length / 5) + 1,
      });
    });

    it("a new key encrypts everything anew, beside a process that does not know it yet", async () => {
      await fill();
      const before = await keyIds();
      const [stored] = await select("SELECT journey_id, ciphertext FROM nxzalo_journeys ORDER BY journey_id");
      const late = processOn(await subject.openStore());
      await expectReadable(late);
      expect(await journeys.renewDataKey()).toBeGreaterThan(50);
      const [id] = await keyIds();
      expect(before.has(id)).toBe(false);
      expect(await keyIds()).toEqual(new Set([id]));
      // It has not looked for a minute: what it writes by the older key is found by a later sweep.
      await late.open({ ...parcel, reference: "late" });
      await journeys.open({ ...parcel, reference: "late" });
      await expectReadable(late);
      for (let hours = 0; hours < 2; hours++) {
        await journeys.sweep();
        harness.clock.at += hourMs;
      }
      await journeys.sweep();
      expect(await keyIds()).toEqual(new Set([id]));
      await expectReadable(journeys);
      await expectReadable(processOn(await subject.openStore()));
      // What a backup of before had is nothing any more.
      await execute(`UPDATE nxzalo_journeys SET ciphertext = '${stored?.["ciphertext"]}'
        WHERE journey_id = '${stored?.["journey_id"]}'`);
      await expect(journeys.find(stored?.["journey_id"] ?? "")).rejects.toMatchObject(forgotten);
    });

    it("is one new key, where two processes renew it at once", async () => {
      await fill();
      const other = processOn(await subject.openStore());
      await Promise.all([journeys.renewDataKey(), other.renewDataKey()]);
      await Promise.all([journeys.sweep(), other.sweep()]);
      expect((await keyIds()).size).toBe(1);
      await expectReadable(journeys);
      await expectReadable(other);
    });

    it("goes on by a sweep where it was broken off", async () => {
      await fill();
      let pages = 0;
      const replaceCiphertexts: typeof store.records.replaceCiphertexts = async (changes) => {
        if (++pages > 2) throw new Error("the process was killed");
        return store.records.replaceCiphertexts(changes);
      };
      const dying = processOn({ ...store, records: { ...store.records, replaceCiphertexts } });
      await expect(dying.renewDataKey()).rejects.toThrow("killed");
      expect((await keyIds()).size).toBe(2);
      const next = processOn(await subject.openStore());
      await expectReadable(next);
      await next.sweep();
      expect((await keyIds()).size).toBe(1);
      await expectReadable(next);
    });

    it("what 0.1.0-next.2 has written is read, and bound to its cell by sweeps", async () => {
      const restored = await restore(1);
      subject = restored.subject;
      const cell = { table: "journeys", row: fixtureJourney } as const;
      const read = async ({ records, encryption }: JourneyStore) =>
        encryption.decrypt((await records.find(fixtureJourney))?.ciphertext ?? "", cell);
      const [former] = await select("SELECT ciphertext FROM nxzalo_journeys");
      expect(await read(restored.store)).toEqual({ token: "fixture token" });
      const sweeping = processOn(restored.store);
      const retained = { retainMs: 100 * 365 * 24 * hourMs };
      const sweep = createProcess(restored.store, harness, retained).sweep;
      await sweep();
      const other = await subject.openStore();
      expect(await read(other)).toEqual({ token: "fixture token" });
      harness.clock.at += hourMs;
      await sweep();
      expect(await read(restored.store)).toEqual({ token: "fixture token" });
      await execute(`UPDATE nxzalo_journeys SET ciphertext = '${former?.["ciphertext"]}'`);
      await expect(read(restored.store)).rejects.toMatchObject(forgotten);
      await expect(sweeping.find(fixtureJourney)).rejects.toMatchObject(forgotten);
    });
  });
}

/** Another process over a store, of the same clock and client. */
const createProcess = (
  store: JourneyStore,
  harness: ReturnType<typeof createTestJourneys>,
  more: { readonly retainMs?: number } = {},
) => harness.process({ store, ...more });
