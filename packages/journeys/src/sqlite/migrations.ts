import type { DatabaseSync } from "node:sqlite";

/** Forward only: what has been released is never changed, only followed. */
const migrations: readonly string[] = [
  `CREATE TABLE journeys (
     journey_id TEXT PRIMARY KEY,
     key TEXT UNIQUE,
     phone_index TEXT NOT NULL,
     sealed TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     live_until INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX journeys_by_phone ON journeys (phone_index, created_at);
   CREATE INDEX journeys_by_end ON journeys (live_until);
   CREATE TABLE claims (key TEXT PRIMARY KEY, owner TEXT NOT NULL, lease_until INTEGER NOT NULL) STRICT;
   CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
];

/** Brings the tables up to date. Runs inside a write transaction, so that one process does it while the others wait. */
export function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > migrations.length) throw new Error("The database was written by a newer version of this package");
  for (const migration of migrations.slice(version)) database.exec(migration);
  if (version < migrations.length) database.exec(`PRAGMA user_version = ${migrations.length}`);
}
