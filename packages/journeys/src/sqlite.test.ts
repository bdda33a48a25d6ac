import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { failureOf } from "nxzalo-testing/failure-of";
import { afterEach, describe, expect, it, vi } from "vitest";
import { migrate, sqliteDialect } from "./sql/migrate.ts";
import { queryAll, sql } from "./sql/query.ts";
import { createSqlRecords } from "./sql/sql-records.ts";
import { createSqliteDatabase } from "./sqlite/sqlite-database.ts";
import { createSqliteStore, lazySqliteStore, type SqliteOptions } from "./sqlite.ts";
import type { JourneyRecord } from "./store/records.ts";
import type { JourneyStore } from "./store/store.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-sqlite-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const opened: JourneyStore[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map(({ records }) => records.close()));
});

let files = 0;
const newPath = () => join(folder, `${files++}.db`);
async function open(path: string, more: Partial<SqliteOptions> = {}) {
  const store = await createSqliteStore({ path, ...more });
  opened.push(store);
  return store;
}

const journey: JourneyRecord = {
  journeyId: "1",
  appIndex: "a",
  phoneIndex: "p",
  referenceIndex: null,
  tokenIndex: "t",
  ciphertext: "s",
  createdAt: 1,
  expiresAt: 9,
  liveUntil: 9,
  tokenType: null,
  labels: null,
  caller: null,
};
const cell = { table: "journeys", row: "1" } as const;
const acquire = ({ records }: JourneyStore, owner: string) =>
  records.acquireLease({ key: "k", owner, now: 1, leaseUntil: 9 });

describe("one file", () => {
  it("is shared by two connections, also when both start at once", async () => {
    const path = newPath();
    const [one, other] = await Promise.all([open(path), open(path)]);
    expect((await acquire(one, "a")).kind).toBe("acquired");
    expect((await acquire(other, "b")).kind).toBe("busy");
    await one.records.completeLease({ key: "k", owner: "a", journey });
    expect((await acquire(other, "b")).kind).toBe("live");
    expect(await other.encryption.decrypt(await one.encryption.encrypt("shared", cell), cell)).toBe("shared");
  });

  it("and what stands beside it are their owner's alone", async () => {
    const path = newPath();
    await (await open(path)).records.ping();
    for (const file of [path, `${path}-wal`, `${path}-shm`])
      expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600]);
  });

  it("is written through to the disk, by a write-ahead log", async () => {
    const path = newPath();
    await open(path);
    expect(new DatabaseSync(path).prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  });

  it("keeps what was written when it is opened again", async () => {
    const path = newPath();
    const first = await createSqliteStore({ path });
    await first.records.addJourney(journey);
    await first.records.close();
    expect(await (await open(path)).records.find("1")).toMatchObject({ ciphertext: "s" });
  });

  it("of a newer version is refused", async () => {
    const path = newPath();
    await (await createSqliteStore({ path })).records.close();
    new DatabaseSync(path).exec("UPDATE nxzalo_schema SET version = 99");
    await expect(createSqliteStore({ path })).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("database was written by a newer version of this package: update the package"),
    });
  });
});

describe("while another process holds the lock", () => {
  it("the event loop goes on, and so does the work when the lock is free", async () => {
    const path = newPath();
    const store = await open(path);
    const holder = new DatabaseSync(path);
    holder.exec("BEGIN IMMEDIATE");
    const pending = acquire(store, "a");
    // This timer belongs to the thread that waits: it would never fire if waiting blocked it.
    await new Promise((resolve) => setTimeout(resolve, 200));
    holder.exec("COMMIT");
    holder.close();
    expect((await pending).kind).toBe("acquired");
  });

  it("a lock that is held too long is an error, and none once it is released", async () => {
    const path = newPath();
    const store = await open(path, { lockTimeoutMs: 100 });
    const holder = new DatabaseSync(path);
    holder.exec("BEGIN IMMEDIATE");
    const locked = createSqliteDatabase(path, 100);
    await expect(locked.write(() => queryAll(sql`SELECT 1`))).rejects.toThrow("locked by another process");
    await locked.close();
    await expect(acquire(store, "a")).rejects.toMatchObject({ code: "unavailable", outcome: "not_sent" });
    holder.close();
    expect((await acquire(store, "a")).kind).toBe("acquired");
  });
});

describe("a broken file", () => {
  it("is an error, and used again when it has been restored", async () => {
    const path = newPath();
    const store = await open(path);
    await store.records.addJourney(journey);
    // Into the file itself, so that it can be copied.
    new DatabaseSync(path).exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const whole = readFileSync(path);
    writeFileSync(path, Buffer.alloc(whole.length, "garbage"));
    await expect(acquire(store, "a")).rejects.toThrow();
    await expect(store.records.ping()).rejects.toThrow();
    writeFileSync(path, whole);
    expect((await acquire(store, "a")).kind).toBe("acquired");
    expect(await store.records.find("1")).toBeDefined();
  });

  it("that is no database is refused when it is opened", async () => {
    const path = newPath();
    writeFileSync(
      path,
      "this is a text, and a long one: longer than the header of a database has to be, in any case.\n",
    );
    await expect(createSqliteStore({ path })).rejects.toThrow(/not a database/);
  });
});

// Elsewhere than on Windows, where a file that is open cannot be moved.
describe.skipIf(process.platform === "win32")("a file that is moved away or replaced while it is open", () => {
  it("takes nothing that would be lost, and is used again where it is put back", async () => {
    const path = newPath();
    const one = await open(path);
    const refused = { code: "unavailable", outcome: "not_sent", cause: { code: "SQLITE_READONLY_DBMOVED" } };
    renameSync(path, `${path}.away`);
    await expect(acquire(one, "a")).rejects.toMatchObject(refused);
    writeFileSync(path, readFileSync(`${path}.away`));
    await expect(acquire(one, "a")).rejects.toMatchObject(refused);
    await expect(one.records.probe()).rejects.toMatchObject(refused);
    renameSync(`${path}.away`, path);
    expect((await acquire(one, "a")).kind).toBe("acquired");
  });

  it("its log as well; what was stored is in the file once it is closed", async () => {
    const path = newPath();
    const store = await createSqliteStore({ path });
    expect((await acquire(store, "a")).kind).toBe("acquired");
    rmSync(`${path}-wal`);
    const refused = { code: "unavailable", cause: { code: "SQLITE_READONLY_DBMOVED" } };
    await expect(store.records.probe()).rejects.toMatchObject(refused);
    await store.records.close();
    expect(await acquire(await open(path), "b")).toMatchObject({ kind: "busy", owner: "a" });
  });
});

it("a log that a long reader has made large is small again once it has gone", async () => {
  const path = newPath();
  const { records } = await open(path);
  const reader = new DatabaseSync(path);
  reader.exec("BEGIN; SELECT * FROM nxzalo_schema");
  const write = (id: number) =>
    records.addJourney({ ...journey, journeyId: String(id), ciphertext: "s".repeat(1_000_000) });
  for (let id = 0; id < 20; id++) await write(id);
  const sizeOfLog = () => statSync(`${path}-wal`).size;
  expect(sizeOfLog()).toBeGreaterThan(20_000_000);
  reader.close();
  for (let id = 20; id < 22; id++) await write(id);
  expect(sizeOfLog()).toBeLessThanOrEqual(16 * 1_024 * 1_024);
});

it("a full disk is an error, and none once there is room again", async () => {
  const database = createSqliteDatabase(newPath(), 100);
  const limit = (pages: number) =>
    database.read(() => queryAll({ parts: [`PRAGMA max_page_count = ${pages}`], values: [] }));
  await database.write(() => migrate(sqliteDialect));
  const records = createSqlRecords(database);
  // No less than it has already.
  await limit(1);
  const large = { ...journey, ciphertext: "x".repeat(1_000_000) };
  await expect(records.addJourney(large)).rejects.toThrow(/full/);
  expect(await records.find("1")).toBeUndefined();
  await limit(10_000);
  await records.addJourney(large);
  expect(await records.find("1")).toBeDefined();
  await database.close();
});

describe("the key file", () => {
  it("is made once, for its owner alone, and reported", async () => {
    const path = newPath();
    const files: string[] = [];
    const onKeyFile = (file: string) => files.push(file);
    const stores = await Promise.all(Array.from({ length: 5 }, () => open(path, { onKeyFile })));
    expect(files).toEqual([`${path}.key`]);
    expect(statSync(`${path}.key`).mode & 0o777).toBe(0o600);
    const ciphertext = await stores[0]?.encryption.encrypt("x", cell);
    expect(await stores[4]?.encryption.decrypt(ciphertext ?? "", cell)).toBe("x");
  });

  it("that others can read, or beside a database in production, is warned about once, with the command that helps", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const path = newPath();
    const warnings = () => warn.mock.calls.splice(0).map(([message]) => message);
    await open(path);
    expect(warnings()).toEqual([]);
    chmodSync(`${path}.key`, 0o640);
    await Promise.all([open(path), open(path)]);
    expect(warnings()).toEqual([`the key of the store can be read by others: chmod 600 '${path}.key'`]);
    vi.stubEnv("NODE_ENV", "production");
    await Promise.all([open(path), open(path)]);
    const beside = "the key of the store lies beside its database, where one copy takes both";
    expect(warnings()).toEqual([
      `${beside}: set STORE_KEY to what \`cat '${path}.key'\` prints, then rm '${path}.key'`,
    ]);
    const storeKeys = [readFileSync(`${path}.key`, "utf8")];
    await open(path, { storeKeys });
    expect(warnings()).toEqual([`${beside}: STORE_KEY has it already, rm '${path}.key'`]);
    rmSync(`${path}.key`);
    await open(path, { storeKeys });
    await open(":memory:");
    expect(warnings()).toEqual([]);
  });

  it("is not made anew for data that had another one", async () => {
    const path = newPath();
    await (await createSqliteStore({ path })).records.close();
    rmSync(`${path}.key`);
    await expect(createSqliteStore({ path })).rejects.toThrow(`STORE_KEY is missing, and so is ${path}.key`);
    expect(() => statSync(`${path}.key`)).toThrow("ENOENT");
  });

  it("is not made where keys are given", async () => {
    const path = newPath();
    await open(path, { storeKeys: [Buffer.alloc(32, 3).toString("base64")] });
    expect(() => statSync(`${path}.key`)).toThrow("ENOENT");
    await expect(createSqliteStore({ path })).rejects.toThrow("STORE_KEY is missing");
    const other = [Buffer.alloc(32, 4).toString("base64")];
    await expect(createSqliteStore({ path, storeKeys: other })).rejects.toThrow("STORE_KEY does not fit the data");
  });
});

it.each<[string, object]>([
  ["path", {}],
  ["path", { path: "" }],
  ["storeKeys", { path: ":memory:", storeKeys: "a key" }],
  ["onKeyFile", { path: ":memory:", onKeyFile: true }],
  ["lockTimeoutMs", { path: ":memory:", lockTimeoutMs: "5000" }],
])("a wrong %s is refused by name, before anything is opened", async (name, wrong) => {
  const failure = await failureOf(() => lazySqliteStore(wrong as never));
  expect(failure).toMatchObject({ kind: "config", issues: [{ path: [name] }] });
});

it("says that a store is new where the file had no tables, and only then", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "nxzalo-new-")), "store.db");
  const onNew = vi.fn();
  writeFileSync(path, "");
  await (await createSqliteStore({ path, onNew })).records.close();
  expect(onNew).toHaveBeenCalledTimes(1);
  await (await createSqliteStore({ path, onNew })).records.close();
  expect(onNew).toHaveBeenCalledTimes(1);
});
