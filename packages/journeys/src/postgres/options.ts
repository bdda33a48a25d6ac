import { accessSync, constants } from "node:fs";
import {
  type CodedIssue,
  configError,
  methodsValidator,
  type OptionRules,
  optionIssues,
  validateBoolean,
  validateFunction,
  validateTexts,
  wholeNumberValidator,
} from "@nxzalo/core/internal";
import type { PostgresPool } from "./pool.ts";
import { isSchemaName, schemaNameIssue } from "./schema.ts";
import { certificateFiles, checkPostgresUrl } from "./url.ts";

/** Options of `createPostgresStore`. Either `url` or `pool` is needed. */
export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database`; what else it may hold, the `pg` library says. Default: `pool` is used. */
  readonly url?: string | undefined;
  /**
   * A `pg.Pool` of your own, in place of `url`; closing the store does not close it. Nothing is left behind on its connections. Default:
   * a pool for this store alone.
   */
  readonly pool?: PostgresPool | undefined;
  /** 32 random bytes in base64, newest first: `openssl rand -base64 32`. */
  readonly storeKeys: readonly string[];
  /** The schema that the tables are in; it has to exist. Default: the first of the search path, mostly `public`. */
  readonly schema?: string | undefined;
  /** Whether to make the tables and bring them up to date. `false`: they are only checked; `postgresMigrations` has the SQL. Default: true. */
  readonly migrate?: boolean | undefined;
  /**
   * Called where the database had no tables, once they are made: a new store, which knows of no message that was sent before. Default: nothing hears
   * of it.
   */
  readonly onNew?: (() => void) | undefined;
  /** Connections at most, of a pool for this store. Default: 10. */
  readonly connections?: number | undefined;
  /** Milliseconds to wait for a connection. Default: 5,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Milliseconds that one statement may take, waiting for a lock included. Default: 5,000. */
  readonly statementTimeoutMs?: number | undefined;
}

const validateCount = /* @__PURE__ */ wholeNumberValidator(1, 2_147_483_647);

const rules: OptionRules<PostgresOptions> = {
  url: (value) => (typeof value === "string" ? undefined : { code: "type_wrong", message: "must be a text" }),
  pool: /* @__PURE__ */ methodsValidator("connect"),
  storeKeys: validateTexts,
  schema: (value) => (typeof value === "string" && isSchemaName(value) ? undefined : schemaNameIssue),
  migrate: validateBoolean,
  onNew: validateFunction,
  connections: validateCount,
  connectTimeoutMs: validateCount,
  statementTimeoutMs: validateCount,
};

/** What can be said of a certificate's file before it is read: its parameter, and Node's code. */
function unreadable([parameter, file]: readonly [string, string]): CodedIssue[] {
  try {
    accessSync(file, constants.R_OK);
    return [];
  } catch (error) {
    const message = `names by ${parameter} a file that cannot be read (${(error as NodeJS.ErrnoException).code})`;
    return [{ path: ["url"], message, code: "certificate_missing" }];
  }
}

function urlIssues(url: string): readonly CodedIssue[] {
  const issue = checkPostgresUrl(url);
  return issue ? [issue] : certificateFiles(url).flatMap(unreadable);
}

function sourceIssues({ url, pool, connections }: PostgresOptions): readonly CodedIssue[] {
  if (pool === undefined)
    return url === undefined
      ? [{ path: ["url"], message: "is missing: give a URL, or a `pool`", code: "required" }]
      : urlIssues(url);
  const path = url !== undefined ? "url" : connections !== undefined ? "connections" : undefined;
  return path === undefined
    ? []
    : [{ path: [path], message: "is the pool's own where a `pool` is given: leave it out", code: "unknown_field" }];
}

/** @throws ConfigError with one issue for each option that is unknown, missing or wrong. */
export function assertPostgresOptions(given: PostgresOptions): void {
  const issues = optionIssues(given, rules, { required: ["storeKeys"] });
  // A source is a URL or a pool; what is no text is said already.
  if (!issues.some(({ path }) => path[0] === "url")) issues.push(...sourceIssues(given ?? {}));
  if (issues.length > 0) throw configError(issues);
}
