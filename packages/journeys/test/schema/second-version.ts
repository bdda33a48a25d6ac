import type { Migration } from "../../src/sql/migrate.ts";
import { migrations } from "../../src/sql/migrate.ts";

/** A made-up second version, in tests alone: a new column, a new table, and an index in place of another. */
const statements: Migration["statements"] = (integer) => [
  `ALTER TABLE nxzalo_messages ADD COLUMN sent_at ${integer}`,
  "CREATE TABLE nxzalo_made_up (id TEXT PRIMARY KEY, note TEXT)",
  "INSERT INTO nxzalo_made_up (id, note) SELECT journey_id, 'upgraded' FROM nxzalo_journeys",
  "DROP INDEX nxzalo_messages_by_time",
  "CREATE INDEX nxzalo_messages_by_time ON nxzalo_messages (created_at, sent_at)",
];
export const secondVersion: readonly Migration[] = [...migrations, { fingerprint: "222e2fba228ecf2d", statements }];

/** The same, broken off before its last statement. */
export const brokenVersion: readonly Migration[] = [
  ...migrations,
  {
    fingerprint: "",
    statements: (integer) => [...statements(integer).slice(0, -1), "SELECT broken FROM nxzalo_nothing"],
  },
];
