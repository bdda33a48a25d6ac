import { describe, expect, it } from "vitest";
import type { Database } from "../../src/sql/database.ts";
import { type Dialect, fingerprintOf, migrate, migrations, readShape } from "../../src/sql/migrate.ts";
import { queryAll, rawSql } from "../../src/sql/query.ts";
import type { JourneyStore } from "../../src/store/store.ts";
import { describeIdempotency } from "../conformance/idempotency.ts";
import { describeLeases } from "../conformance/leases.ts";
import { receiptOf } from "../conformance/samples.ts";
import { journeyId, messageId, own, writeSampleData } from "./sample-data.ts";
import { brokenVersion, secondVersion } from "./second-version.ts";

/** An empty database of some kind. */
export interface SchemaSubject {
  readonly dialect: Dialect;
  readonly database: Database;
  /** A second connection to the same database: another process. */
  readonly other: Database;
  /** The store over it, as a user opens it. */
  openStore(): Promise<JourneyStore>;
}

export interface SchemaKind {
  readonly name: string;
  create(): Promise<SchemaSubject>;
  /** SQL that makes what a version left behind, with `INTEGER` as it is written for SQLite. */
  readonly unreleased: Readonly<Record<string, string>>;
  /** Makes the stored database of a version; gives the store over it. */
  restore(version: number): Promise<{ subject: SchemaSubject; store: JourneyStore }>;
}

/** Every row is there, and can be read. */
async function expectSampleData({ records, encryption }: JourneyStore): Promise<void> {
  const seen = await records.acquireLease({ key: "fixture key", owner: "c", now: 20, leaseUntil: 30 });
  expect(seen).toMatchObject({ kind: "live", journey: { journeyId, ...own, acknowledgedAt: 7, endedAt: null } });
  const { ciphertext = "" } = (await records.find(journeyId)) ?? {};
  expect(await encryption.decrypt(ciphertext, { table: "journeys", row: journeyId })).toEqual({
    token: "fixture token",
  });
  const other = await records.acquireLease({ key: "fixture other key", owner: "c", now: 20, leaseUntil: 30 });
  expect(other).toEqual({ kind: "busy", owner: "b" });
  const record = await records.findIdempotent({ key: "fixture call", now: 20 });
  expect(record).toMatchObject({ state: "done", answer: "a", messageId, requestId: "fixture request", journeyId });
  expect(await records.readMessages(journeyId, 9)).toMatchObject([{ messageId, state: "accepted" }]);
  expect(await records.readReceipts(journeyId, 9)).toMatchObject([{ receiptId: "fixture receipt", messageId }]);
  const unmatched = await records.searchUnmatched({ requestId: "fixture stranger", limit: 9 });
  expect(unmatched).toMatchObject([{ receiptId: "fixture unmatched" }]);
}

/** As an index: versions before it stored receipts without what they say of their attempts. */
const firstWithStates = 2;

const newest = migrations.at(-1)?.fingerprint;

export function describeSchema({ name, create, unreleased, restore }: SchemaKind): void {
  const execute = async ({ database, dialect }: SchemaSubject, text: string) => {
    const integer = (statement: string) => statement.replaceAll("INTEGER", dialect.integer);
    const statements = text
      .replaceAll(/^--.*$/gm, "")
      .split(";")
      .filter((statement) => statement.trim() !== "");
    for (const statement of statements) await database.read(() => queryAll(rawSql(integer(statement))));
  };
  const shapeOf = ({ database, dialect }: SchemaSubject) => database.read(() => readShape(dialect));
  const refused = async (subject: SchemaSubject) => {
    const before = await shapeOf(subject);
    const failure = await subject.openStore().then(
      () => expect.fail("it was opened"),
      (error: unknown) => error as Error,
    );
    expect(failure).toMatchObject({ name: "ConfigError", code: "config_invalid", issues: [{ path: ["database"] }] });
    expect(failure.message).not.toContain("\n");
    expect(await shapeOf(subject)).toEqual(before);
    return failure.message;
  };

  describe(`${name}: the schema`, () => {
    it("is made once, also by two processes at once, beside tables of others", async () => {
      const subject = await create();
      await execute(subject, "CREATE TABLE orders (id TEXT PRIMARY KEY, nxzalo_note INTEGER)");
      const { database, other, dialect } = subject;
      await Promise.all([database, other].map((one) => one.write(() => migrate(dialect))));
      expect(fingerprintOf(await shapeOf(subject))).toBe(newest);
      await writeSampleData(await subject.openStore());
      await expectSampleData(await subject.openStore());
    });

    it.each(Object.keys(unreleased))("of commit %s is refused", async (commit) => {
      const subject = await create();
      await execute(subject, unreleased[commit] ?? "");
      expect(await refused(subject)).toContain("of another shape");
    });

    it.each([
      ["a missing column", "ALTER TABLE nxzalo_receipts DROP COLUMN ends"],
      ["an extra column", "ALTER TABLE nxzalo_receipts ADD COLUMN more TEXT"],
      ["an extra table", "CREATE TABLE nxzalo_more (id INTEGER)"],
      ["a missing table", "DROP TABLE nxzalo_leases"],
      ["a missing index", "DROP INDEX nxzalo_leases_by_journey"],
      [
        "an index on other columns",
        "DROP INDEX nxzalo_leases_by_journey; CREATE INDEX nxzalo_leases_by_journey ON nxzalo_leases (owner)",
      ],
      ["a unique index", "CREATE UNIQUE INDEX once ON nxzalo_journeys (phone_index)"],
      [
        "a column of another type",
        "DROP TABLE nxzalo_settings; CREATE TABLE nxzalo_settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
      ],
      [
        "a column that may be null",
        "DROP TABLE nxzalo_settings; CREATE TABLE nxzalo_settings (name TEXT PRIMARY KEY, value TEXT)",
      ],
      [
        "another primary key",
        "DROP TABLE nxzalo_settings; CREATE TABLE nxzalo_settings (name TEXT NOT NULL, value TEXT PRIMARY KEY)",
      ],
      ["no version table", "DROP TABLE nxzalo_schema"],
      ["no version", "DELETE FROM nxzalo_schema"],
      ["two versions", "INSERT INTO nxzalo_schema (version) VALUES (1)"],
    ])("with %s is refused", async (_, change) => {
      const subject = await create();
      await subject.database.write(() => migrate(subject.dialect));
      await execute(subject, change);
      expect(await refused(subject)).toContain("of another shape");
    });

    it("with an index of the operator's is accepted", async () => {
      const subject = await create();
      await subject.database.write(() => migrate(subject.dialect));
      await execute(subject, "CREATE INDEX for_reports ON nxzalo_messages (app_index)");
      await writeSampleData(await subject.openStore());
    });

    it("is upgraded, by two processes at once, with its data; an older package refuses it", async () => {
      const subject = await create();
      await writeSampleData(await subject.openStore());
      const { database, other, dialect } = subject;
      await Promise.all([database, other].map((one) => one.write(() => migrate(dialect, secondVersion))));
      expect(fingerprintOf(await shapeOf(subject))).toBe(secondVersion.at(-1)?.fingerprint);
      const notes = await database.read(() => queryAll(rawSql("SELECT id, note FROM nxzalo_made_up")));
      expect(notes).toEqual([{ id: "fixture journey", note: "upgraded" }]);
      expect(await refused(subject)).toContain("written by a newer version");
    });

    it("takes the indexes of version 5 that were made before it, beside processes of version 4", async () => {
      const subject = await create();
      const { database, dialect } = subject;
      await database.write(() => migrate(dialect, migrations.slice(0, 4)));
      const statements = migrations[4]?.statements(dialect.integer) ?? [];
      const made = statements.filter((statement) => statement.startsWith("CREATE INDEX"));
      await execute(subject, made.join(";"));
      await database.write(() => migrate(dialect, migrations.slice(0, 4)));
      await database.write(() => migrate(dialect));
      expect(fingerprintOf(await shapeOf(subject))).toBe(newest);
      expect(made).toHaveLength(5);
    });

    it("has entries of uncharged messages that an older version booked, without their attempts", async () => {
      const subject = await create();
      const { records } = await subject.openStore();
      for (const messageId of ["charged", "open"])
        await execute(
          subject,
          `INSERT INTO nxzalo_ledger (entry_id, kind, at, counted_at, booked_at, message_id, app_index, template_id)
           VALUES ('uncharged:${messageId}', 'uncharged', 1, 1, 1, '${messageId}', 'app', '133214')`,
        );
      const read = () => records.readUncharged({ from: 0, before: 9 });
      const group = { isJourney: false, tokenType: null, templateId: "133214" };
      expect(await read()).toEqual([{ ...group, count: 2 }]);
      const charge = { amount: "200", currency: "VND" };
      await records.receive(receiptOf("r", { messageId: "charged", attempt: 2, charge, at: 5 }));
      expect(await read()).toEqual([{ ...group, count: 1 }]);
      const entries = await records.readLedger({ from: 0, before: 9, limit: 9 });
      expect(entries).toMatchObject([{ entryId: "message:charged:2", appIndex: "app", templateId: "133214" }]);
    });

    it("whose upgrade breaks off is what it was", async () => {
      const subject = await create();
      await writeSampleData(await subject.openStore());
      await expect(subject.database.write(() => migrate(subject.dialect, brokenVersion))).rejects.toThrow();
      expect(fingerprintOf(await shapeOf(subject))).toBe(newest);
      await expectSampleData(await subject.openStore());
    });
  });

  for (const version of migrations.keys()) {
    const title = `${name}: a stored database of version ${version + 1}`;
    it(`${title} is upgraded, with its data`, async () => {
      const { subject, store } = await restore(version + 1);
      expect(fingerprintOf(await shapeOf(subject))).toBe(newest);
      await expectSampleData(store);
    });
    it.runIf(version < firstWithStates)(`${title} has its receipts read anew`, async () => {
      const { store } = await restore(version + 1);
      const older = await store.records.readOlder({ kind: "receipts", after: "", limit: 9 });
      expect(older).toMatchObject([{ row: "fixture receipt" }, { row: "fixture unmatched" }]);
    });
    const restored = async () => (await restore(version + 1)).store.records;
    describeLeases(title, async (...journeys) => {
      const records = await restored();
      for (const journey of journeys) await records.addJourney(journey);
      return records;
    });
    describeIdempotency(title, async (...journeys) => {
      const records = await restored();
      for (const journey of journeys) await records.addJourney(journey);
      return records;
    });
  }
}
