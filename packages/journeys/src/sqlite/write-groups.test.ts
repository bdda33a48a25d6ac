import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterAll, expect, it, vi } from "vitest";
import { queryAll, rawSql, sql } from "../sql/query.ts";
import { createSqliteDatabase } from "./sqlite-database.ts";
import { createWriteGroups, type Outcome } from "./write-groups.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-write-groups-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

async function openDatabase(lockTimeoutMs = 5_000) {
  const path = join(folder, `${files++}.db`);
  const database = createSqliteDatabase(path, lockTimeoutMs);
  await database.write(() => queryAll(rawSql("CREATE TABLE t (key INTEGER PRIMARY KEY, text TEXT)")));
  const keys = async () =>
    (await database.read(() => queryAll<{ key: number }>(rawSql("SELECT key FROM t")))).map(({ key }) => key);
  return { path, database, keys };
}

/** Adds keys one after the other, and fails at the first that is there already. */
function* addAll(keys: readonly number[], text = "") {
  for (const key of keys) yield* queryAll(sql`INSERT INTO t (key, text) VALUES (${key}, ${text})`);
  return keys.length;
}

it("each of many writes at once is stored whole, or fails without a trace and without effect on the others", async () => {
  const many = fc.array(fc.array(fc.nat({ max: 20 }), { maxLength: 4 }), { maxLength: 150 });
  await fc.assert(
    fc.asyncProperty(many, async (writes) => {
      const { database, keys } = await openDatabase();
      const expected = new Set<number>();
      const outcomes = writes.map((write) => {
        const fits = new Set(write).size === write.length && write.every((key) => !expected.has(key));
        if (fits) for (const key of write) expected.add(key);
        return fits ? write.length : undefined;
      });
      const written = await Promise.allSettled(writes.map((write) => database.write(() => addAll(write))));
      expect(written.map((one) => (one.status === "fulfilled" ? one.value : undefined))).toEqual(outcomes);
      expect(await keys()).toEqual([...expected].sort((one, other) => one - other));
      await database.close();
    }),
    { numRuns: 30 },
  );
});

it("where one does not fit on the disk, the others are stored all the same", async () => {
  const { database, keys } = await openDatabase();
  await database.read(() => queryAll(rawSql("PRAGMA max_page_count = 20")));
  const texts = ["", "x".repeat(1_000_000), ""];
  const written = await Promise.allSettled(texts.map((text, key) => database.write(() => addAll([key], text))));
  expect(written.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(String((written[1] as PromiseRejectedResult).reason)).toMatch(/full/);
  expect(await keys()).toEqual([0, 2]);
  await database.close();
});

it("where another process keeps the lock, all are told so", async () => {
  const { path, database } = await openDatabase(100);
  const holder = new DatabaseSync(path);
  holder.exec("BEGIN IMMEDIATE");
  const locked = await Promise.allSettled([1, 2, 3].map((key) => database.write(() => addAll([key]))));
  for (const one of locked) expect(String((one as PromiseRejectedResult).reason)).toMatch(/locked by another process/);
  holder.close();
  await database.close();
});

it("where another process lets go of the lock, all that waited is stored", async () => {
  const { path, database, keys } = await openDatabase();
  const holder = new DatabaseSync(path);
  holder.exec("BEGIN IMMEDIATE");
  const waiting = [1, 2, 3].map((key) => database.write(() => addAll([key])));
  setTimeout(() => holder.close(), 50);
  await Promise.all(waiting);
  expect(await keys()).toEqual([1, 2, 3]);
  await database.close();
});

it("what waits when the database is closed is stored, and the file is let go", async () => {
  const { path, database } = await openDatabase();
  const written = [1, 2].map((key) => database.write(() => addAll([key])));
  await database.close();
  expect(await Promise.all(written)).toEqual([1, 1]);
  const other = new DatabaseSync(path);
  expect(other.prepare("SELECT count(*) AS count FROM t").get()).toEqual({ count: 2 });
  // Only the last connection to a file can leave write-ahead logging.
  expect(other.prepare("PRAGMA journal_mode = DELETE").get()).toEqual({ journal_mode: "delete" });
  other.close();
});

it("what fails together, or waits for a lock, when the database is closed has its end before the file is let go", async () => {
  const { path, database, keys } = await openDatabase();
  await database.write(() => addAll([1]));
  const lost = [1, 2].map((key) => database.write(() => addAll([key])).catch(() => "failed"));
  await database.close();
  expect(await Promise.all(lost)).toEqual(["failed", 1]);
  const holder = new DatabaseSync(path);
  holder.exec("BEGIN IMMEDIATE");
  const waiting = [3, 4].map((key) => database.write(() => addAll([key])));
  setTimeout(() => holder.close(), 50);
  await database.close();
  expect(await Promise.all(waiting)).toEqual([1, 1]);
  const other = new DatabaseSync(path);
  expect(other.prepare("PRAGMA journal_mode = DELETE").get()).toEqual({ journal_mode: "delete" });
  other.close();
  expect(await keys()).toEqual([1, 2, 3, 4]);
  await database.close();
});

it("is committed while timers are faked", async () => {
  const { database, keys } = await openDatabase();
  vi.useFakeTimers();
  await Promise.all([1, 2].map((key) => database.write(() => addAll([key]))));
  vi.useRealTimers();
  expect(await keys()).toEqual([1, 2]);
  await database.close();
});

it("what comes in one turn of the event loop is one transaction, of 64 at most; what follows on it is another", async () => {
  const sizes: number[] = [];
  const { add } = createWriteGroups(async (works) => {
    sizes.push(works.length);
    return works.map((work): Outcome => ({ value: work() }));
  });
  const written = await Promise.all(Array.from({ length: 150 }, (_, index) => add(() => index)));
  expect(written).toEqual(Array.from({ length: 150 }, (_, index) => index));
  await add(() => {});
  expect(sizes).toEqual([64, 64, 22, 1]);
});

it("where a transaction cannot be had, that comes of all", async () => {
  const { add } = createWriteGroups(() => Promise.reject(new Error("no disk")));
  const written = await Promise.allSettled([add(() => 1), add(() => 2)]);
  expect(written.map((one) => String((one as PromiseRejectedResult).reason))).toEqual(Array(2).fill("Error: no disk"));
});
