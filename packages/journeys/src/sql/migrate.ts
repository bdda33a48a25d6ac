import { type CodedIssue, configError } from "@nxzalo/core/internal";
import { baseline } from "./migrations/0001-baseline.ts";
import { unknownMessages } from "./migrations/0002-unknown-messages.ts";
import { storedMessages } from "./migrations/0003-stored-messages.ts";
import { waitingMessages } from "./migrations/0004-waiting-messages.ts";
import { searchedMessages } from "./migrations/0005-searched-messages.ts";
import { lock, type Query, queryAll, rawSql, type Statement, sql } from "./query.ts";

/** Where databases differ. */
export interface Dialect {
  /** A whole number of 64 bits. */
  readonly integer: "INTEGER" | "BIGINT";
  /** A statement that gives the shape of our tables: one `line` for each column and index, the same on every database. */
  readonly shape: Statement;
}

/** A table of an unreleased version, which had no prefix: with it, a database is of another shape. */
const unprefixed = "CREATE TABLE claims (key TEXT PRIMARY KEY, owner TEXT NOT NULL, lease_until";

/** SQLite, in a file or in a Durable Object. A column: `table.name type`, whether it is never null, its place in the primary key. */
export const sqliteDialect: Dialect = {
  integer: "INTEGER",
  shape: /* @__PURE__ */ rawSql(`
    SELECT m.name || '.' || c.name || ' ' || replace(lower(c.type), 'integer', 'bigint') || ' ' || (c."notnull" OR c.pk) || c.pk AS line
    FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND (substr(m.name, 1, 7) = 'nxzalo_' OR substr(m.sql, 1, ${unprefixed.length}) = '${unprefixed}')
    UNION ALL
    SELECT i.name || ' ' || m.name || ' ' || i."unique" || ' ' || (SELECT group_concat(coalesce(x.name, '?')) FROM pragma_index_info(i.name) x)
    FROM sqlite_master m JOIN pragma_index_list(m.name) i
    WHERE m.type = 'table' AND substr(m.name, 1, 7) = 'nxzalo_' AND i.origin <> 'pk' AND i.partial = 0
      AND (i."unique" OR substr(i.name, 1, 7) = 'nxzalo_')`),
};

/** One version of the schema. */
export interface Migration {
  /** Of the shape that it leads to. */
  readonly fingerprint: string;
  readonly statements: (integer: Dialect["integer"]) => readonly string[];
}

/** The versions, oldest first. A released one never changes; each has its file in `migrations/`. */
export const migrations: readonly Migration[] = [
  baseline,
  unknownMessages,
  storedMessages,
  waitingMessages,
  searchedMessages,
];

/** FNV-1a, 64 bits: against accidents, not against attackers. It is synchronous, as transactions of a Durable Object are. */
function hashText(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(16);
}

/** Our tables as they are: sorted lines, none where there are no tables. */
export function* readShape({ shape }: Dialect): Query<readonly string[]> {
  const rows = yield* queryAll<{ readonly line: string }>(shape);
  return rows.map(({ line }) => line).sort();
}

export const fingerprintOf = (shape: readonly string[]): string => hashText(shape.join("\n"));

const refuse = (message: string, code: CodedIssue["code"]) => configError([{ path: ["database"], message, code }]);
const otherShape = () =>
  refuse(
    "has nxzalo_ tables of another shape (an unreleased version's, or changed by hand): restore a backup, or rename or drop them to start anew",
    "schema_unknown",
  );

/**
 * The version of the tables that are there; 0 where there are none.
 *
 * @throws ConfigError where they are not exactly those of a version that this package knows.
 */
function* readVersion(dialect: Dialect, versions: readonly Migration[] = migrations): Query<number> {
  const shape = yield* readShape(dialect);
  if (shape.length === 0) return 0;
  if (!shape.includes("nxzalo_schema.version bigint 10")) throw otherShape();
  const rows = yield* queryAll<{ readonly version: number }>(sql`SELECT version FROM nxzalo_schema`);
  const version = rows[0]?.version ?? 0;
  if (version > versions.length)
    throw refuse("was written by a newer version of this package: update the package", "schema_newer");
  if (rows.length !== 1 || versions[version - 1]?.fingerprint !== fingerprintOf(shape)) throw otherShape();
  return version;
}

/** The statements that lead from a version to the newest one. */
export function upgradeFrom(
  version: number,
  { integer }: Pick<Dialect, "integer">,
  versions: readonly Migration[] = migrations,
): readonly Statement[] {
  if (version === versions.length) return [];
  const statements = versions.slice(version).flatMap((one) => one.statements(integer).map(rawSql));
  const number = rawSql(String(versions.length));
  const stamp =
    version === 0
      ? sql`INSERT INTO nxzalo_schema (version) VALUES (${number})`
      : sql`UPDATE nxzalo_schema SET version = ${number}`;
  return [...statements, stamp];
}

/** What processes lock that make or change the tables. */
export const schemaLock = "nxzalo_schema";

/**
 * Brings the tables up to date. Processes that start at the same time wait, then find it done. Gives the version that was found, 0 where there
 * were no tables.
 *
 * @throws ConfigError where the tables are not exactly those of a version that this package knows. Nothing is changed then.
 */
export function* migrate(dialect: Dialect, versions: readonly Migration[] = migrations): Query<number> {
  yield* lock(schemaLock);
  const found = yield* readVersion(dialect, versions);
  const statements = upgradeFrom(found, dialect, versions);
  if (statements.length === 0) return found;
  for (const statement of statements) yield* queryAll(statement);
  if (fingerprintOf(yield* readShape(dialect)) !== versions.at(-1)?.fingerprint) throw otherShape();
  return found;
}

/**
 * Reads whether the tables are those of the newest version, and gives it.
 *
 * @throws ConfigError where they are not.
 */
export function* requireNewest(dialect: Dialect): Query<number> {
  const version = yield* readVersion(dialect);
  if (version === migrations.length) return version;
  const state =
    version === 0 ? "has no nxzalo_ tables" : `has nxzalo_ tables of version ${version} of ${migrations.length}`;
  throw refuse(
    `${state}, and \`migrate\` is false: run what \`postgresMigrations()\` gives, with psql`,
    "schema_missing",
  );
}
