import type { Dialect } from "./migrate.ts";
import { rawSql } from "./query.ts";

/** A table of an unreleased version, which had no prefix: with it, a database is of another shape. */
const unprefixed = "CREATE TABLE claims (key TEXT PRIMARY KEY, owner TEXT NOT NULL, lease_until";

/** SQLite, in a file or in a Durable Object. A column: `table.name type`, whether it is never null, its place in the primary key. */
export const sqliteDialect: Dialect = {
  integer: "INTEGER",
  shape: rawSql(`
    SELECT m.name || '.' || c.name || ' ' || replace(lower(c.type), 'integer', 'bigint') || ' ' || (c."notnull" OR c.pk) || c.pk AS line
    FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND (substr(m.name, 1, 7) = 'nxzalo_' OR substr(m.sql, 1, ${unprefixed.length}) = '${unprefixed}')
    UNION ALL
    SELECT i.name || ' ' || m.name || ' ' || i."unique" || ' ' || (SELECT group_concat(coalesce(x.name, '?')) FROM pragma_index_info(i.name) x)
    FROM sqlite_master m JOIN pragma_index_list(m.name) i
    WHERE m.type = 'table' AND substr(m.name, 1, 7) = 'nxzalo_' AND i.origin <> 'pk' AND i.partial = 0
      AND (i."unique" OR substr(i.name, 1, 7) = 'nxzalo_')`),
};
