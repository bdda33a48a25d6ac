import { configError, unknownOptions } from "@nxzalo/core/internal";
import { migrations, schemaLock, upgradeFrom } from "../sql/migrate.ts";
import { toText } from "../sql/query.ts";
import { isSchemaName, qualify, schemaNameIssue } from "./schema.ts";

/** One version of the tables, as SQL. */
export interface PostgresMigration {
  /** 1 for the first; each is run on what the one before it left. */
  readonly version: number;
  /** Statements without values, to be run in one transaction. */
  readonly sql: string;
}

/**
 * The SQL that makes and upgrades the tables, for who runs it by hand or by a tool of their own, and opens the store with
 * `migrate: false`: one text for each version, oldest first. Run each once, in a transaction; one that has been run fails, and changes
 * nothing.
 *
 * @param options `schema`: the schema that the tables go to, which has to exist. Default: the first of the search path.
 * @throws ConfigError where the schema's name is none, or an option is unknown.
 * @example
 * ```ts
 * import { postgresMigrations } from "@nxzalo/journeys/postgres";
 *
 * // Piped into: psql "$DATABASE_URL" -v ON_ERROR_STOP=1 --single-transaction
 * for (const { sql } of postgresMigrations({ schema: "zalo" })) console.log(sql);
 * ```
 */
export function postgresMigrations(
  options: { readonly schema?: string | undefined } = {},
): readonly PostgresMigration[] {
  const { schema } = options;
  const issues = unknownOptions(options, ["schema"]);
  if (schema !== undefined && !isSchemaName(schema)) issues.push(schemaNameIssue);
  if (issues.length > 0) throw configError(issues);
  const name = schema === undefined ? "current_schema()" : `'${schema}'`;
  const locking = `SELECT pg_advisory_xact_lock(hashtextextended(${name} || ' ${schemaLock}', 0))`;
  return migrations.map((_, index) => {
    const statements = upgradeFrom(index, { integer: "BIGINT" }, migrations.slice(0, index + 1));
    const texts = statements.map((statement) => toText(statement, () => ""));
    const text = [locking, ...texts].join(";\n");
    return { version: index + 1, sql: `${schema === undefined ? text : qualify(text, schema)};\n` };
  });
}
