import { type Query, queryAll, queryOne, type Statement, sql } from "./sql-tag.ts";

/** Where databases differ in their words. */
export interface Dialect {
  /** A whole number of 64 bits. */
  readonly integer: "INTEGER" | "BIGINT";
}

const statement = (text: string): Statement => ({ parts: [text], values: [] });

/** Forward only: what has been released is never changed, only followed. */
const migrations: readonly ((dialect: Dialect) => readonly string[])[] = [
  ({ integer }) => [
    `CREATE TABLE nxzalo_journeys (
       journey_id TEXT PRIMARY KEY,
       app_index TEXT NOT NULL,
       phone_index TEXT NOT NULL,
       reference_index TEXT,
       token_index TEXT NOT NULL,
       sealed TEXT NOT NULL,
       created_at ${integer} NOT NULL,
       expires_at ${integer} NOT NULL,
       live_until ${integer} NOT NULL,
       acknowledged_at ${integer},
       ended_at ${integer}
     )`,
    "CREATE INDEX nxzalo_journeys_by_time ON nxzalo_journeys (created_at, journey_id)",
    "CREATE INDEX nxzalo_journeys_by_phone ON nxzalo_journeys (phone_index, created_at)",
    "CREATE INDEX nxzalo_journeys_by_reference ON nxzalo_journeys (reference_index, created_at)",
    "CREATE INDEX nxzalo_journeys_by_token ON nxzalo_journeys (token_index)",
    "CREATE INDEX nxzalo_journeys_by_end ON nxzalo_journeys (expires_at)",
    `CREATE TABLE nxzalo_leases (
       key TEXT PRIMARY KEY,
       owner TEXT,
       lease_until ${integer} NOT NULL,
       journey_id TEXT,
       failed_owner TEXT,
       failure TEXT
     )`,
    "CREATE INDEX nxzalo_leases_by_journey ON nxzalo_leases (journey_id, lease_until)",
    `CREATE TABLE nxzalo_messages (
       message_id TEXT PRIMARY KEY,
       journey_id TEXT,
       app_index TEXT NOT NULL,
       phone_index TEXT NOT NULL,
       sealed TEXT NOT NULL,
       created_at ${integer} NOT NULL,
       is_accepted ${integer} NOT NULL,
       request_id TEXT
     )`,
    "CREATE INDEX nxzalo_messages_by_journey ON nxzalo_messages (journey_id, created_at)",
    "CREATE INDEX nxzalo_messages_by_phone ON nxzalo_messages (phone_index)",
    "CREATE INDEX nxzalo_messages_by_request ON nxzalo_messages (request_id)",
    "CREATE INDEX nxzalo_messages_by_time ON nxzalo_messages (created_at)",
    `CREATE TABLE nxzalo_idempotency_keys (
       key TEXT PRIMARY KEY,
       fingerprint TEXT NOT NULL,
       owner TEXT NOT NULL,
       lease_until ${integer} NOT NULL,
       state TEXT NOT NULL,
       answer TEXT,
       message_id TEXT,
       journey_id TEXT,
       keep_until ${integer} NOT NULL
     )`,
    "CREATE INDEX nxzalo_idempotency_keys_by_message ON nxzalo_idempotency_keys (message_id)",
    "CREATE INDEX nxzalo_idempotency_keys_by_journey ON nxzalo_idempotency_keys (journey_id)",
    "CREATE INDEX nxzalo_idempotency_keys_by_end ON nxzalo_idempotency_keys (keep_until)",
    `CREATE TABLE nxzalo_receipts (
       receipt_id TEXT PRIMARY KEY,
       request_id TEXT,
       message_id TEXT,
       journey_id TEXT,
       is_matched ${integer} NOT NULL,
       acknowledges ${integer} NOT NULL,
       ends ${integer} NOT NULL,
       at ${integer} NOT NULL,
       received_at ${integer} NOT NULL,
       sealed TEXT NOT NULL
     )`,
    "CREATE INDEX nxzalo_receipts_by_journey ON nxzalo_receipts (journey_id)",
    "CREATE INDEX nxzalo_receipts_by_message ON nxzalo_receipts (message_id)",
    "CREATE INDEX nxzalo_receipts_by_request ON nxzalo_receipts (request_id)",
    "CREATE INDEX nxzalo_receipts_by_time ON nxzalo_receipts (received_at)",
    "CREATE INDEX nxzalo_receipts_unmatched ON nxzalo_receipts (is_matched, received_at, receipt_id)",
    "CREATE TABLE nxzalo_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
  ],
];

/** Brings the tables up to date. Whoever starts at the same time waits, then finds it done. */
export function* migrate(dialect: Dialect): Query<void> {
  yield { lock: "nxzalo_schema" };
  yield sql`CREATE TABLE IF NOT EXISTS nxzalo_schema (version ${statement(dialect.integer)} NOT NULL)`;
  const row = yield* queryOne<{ version: number }>(sql`SELECT version FROM nxzalo_schema`);
  const version = row?.version ?? 0;
  if (version > migrations.length) throw new Error("The database was written by a newer version of this package");
  for (const migration of migrations.slice(version)) {
    for (const text of migration(dialect)) yield statement(text);
  }
  if (version === migrations.length) return;
  if (row) yield* queryAll(sql`UPDATE nxzalo_schema SET version = ${migrations.length}`);
  else yield* queryAll(sql`INSERT INTO nxzalo_schema (version) VALUES (${migrations.length})`);
}
