import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { migrate } from "./sqlite/migrations.ts";
import { createWriter } from "./sqlite/writer.ts";
import type { Claim, JourneyRecord, JourneyStore } from "./store.ts";

/** Options of {@link createSqliteStore}. */
export interface SqliteOptions {
  /** The database's file; its folder is made. Several processes of one machine may share it. */
  readonly path: string;
  /** Milliseconds to wait for other processes that write. Default: 10,000. */
  readonly lockTimeoutMs?: number | undefined;
}

const columns =
  "journey_id AS journeyId, key, phone_index AS phoneIndex, sealed, created_at AS createdAt, live_until AS liveUntil";

const insertJourney = `INSERT INTO journeys (journey_id, key, phone_index, sealed, created_at, live_until)
  VALUES ($journeyId, $key, $phoneIndex, $sealed, $createdAt, $liveUntil)`;

/** A row has the fields of a record, by the names above. */
const recordOf = (row: unknown) => row as JourneyRecord | undefined;
const valuesOf = ({ journeyId, key, phoneIndex, sealed, createdAt, liveUntil }: JourneyRecord) => ({
  ...{ journeyId, key, phoneIndex, sealed, createdAt, liveUntil },
});

/**
 * Keeps journeys in a SQLite file (Node's own `node:sqlite`): write-ahead log, and on the disk before anybody hears of it.
 *
 * @throws Error where the file cannot be opened, or is not a database of ours.
 * @example
 * ```ts
 * import { createSqliteStore } from "@nxzalo/journeys/sqlite";
 *
 * const store = await createSqliteStore({ path: "./data/nxzalo.db" });
 * await store.close();
 * ```
 */
export async function createSqliteStore({ path, lockTimeoutMs = 10_000 }: SqliteOptions): Promise<JourneyStore> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(path, { timeout: 0 });
  const write = createWriter(database, lockTimeoutMs);
  await write.pragmas();
  await write(() => migrate(database));
  const find = (journeyId: string) =>
    recordOf(database.prepare(`SELECT ${columns} FROM journeys WHERE journey_id = ?`).get(journeyId));

  return {
    claim: ({ key, owner, now, leaseUntil }) =>
      write((): Claim => {
        const live = database.prepare(
          `SELECT ${columns} FROM journeys WHERE key = ? AND live_until > ? ORDER BY created_at DESC LIMIT 1`,
        );
        const journey = recordOf(live.get(key, now));
        if (journey) return { kind: "live", journey };
        const taken = database.prepare(
          `INSERT INTO claims (key, owner, lease_until) VALUES (?, ?, ?)
           ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until
           WHERE claims.owner = excluded.owner OR claims.lease_until <= ?`,
        );
        if (taken.run(key, owner, leaseUntil, now).changes === 1) return { kind: "claimed" };
        const other = database.prepare("SELECT lease_until AS leaseUntil FROM claims WHERE key = ?").get(key);
        return { kind: "busy", leaseUntil: Number(other?.["leaseUntil"]) };
      }),
    complete: ({ owner, journey }) =>
      write(() => {
        const ended = database.prepare("DELETE FROM claims WHERE key = ? AND owner = ?").run(journey.key, owner);
        if (ended.changes === 0) return false;
        // The key's earlier journey is over; it is kept, but the key is the new one's.
        database.prepare("UPDATE journeys SET key = NULL WHERE key = ?").run(journey.key);
        database.prepare(insertJourney).run(valuesOf(journey));
        return true;
      }),
    release: ({ key, owner }) =>
      write(() => void database.prepare("DELETE FROM claims WHERE key = ? AND owner = ?").run(key, owner)),
    add: (journey) => write(() => void database.prepare(insertJourney).run(valuesOf(journey))),
    find: (journeyId) => write.read(() => find(journeyId)),
    findByPhone: (phoneIndex) =>
      write.read(() => {
        const rows = database.prepare(`SELECT ${columns} FROM journeys WHERE phone_index = ? ORDER BY created_at DESC`);
        return rows.all(phoneIndex).flatMap((row) => recordOf(row) ?? []);
      }),
    end: (journeyId, now) =>
      write(() => {
        const ended = database.prepare("UPDATE journeys SET live_until = min(live_until, ?) WHERE journey_id = ?");
        ended.run(now, journeyId);
      }),
    forget: (journeyIds) =>
      write(() => {
        const forgotten = database.prepare("DELETE FROM journeys WHERE journey_id = ?");
        for (const journeyId of journeyIds) forgotten.run(journeyId);
      }),
    sweep: (before) =>
      write(() => {
        database.prepare("DELETE FROM claims WHERE lease_until < ?").run(before);
        return Number(database.prepare("DELETE FROM journeys WHERE live_until < ?").run(before).changes);
      }),
    setting: (name, initial) =>
      write(() => {
        database.prepare("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING").run(name, initial);
        return String(database.prepare("SELECT value FROM settings WHERE name = ?").get(name)?.["value"]);
      }),
    replaceSetting: (name, { from, to }) =>
      write(() => {
        const replaced = database.prepare("UPDATE settings SET value = ? WHERE name = ? AND value = ?");
        return replaced.run(to, name, from).changes === 1;
      }),
    close: async () => database.close(),
  };
}
