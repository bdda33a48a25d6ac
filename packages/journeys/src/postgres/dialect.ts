import type { Dialect } from "../sql/migrate.ts";
import { sql } from "../sql/query.ts";

/** Postgres: the shape of our tables in one schema. An unlogged table or an invalid index counts as missing. With `quote_all_identifiers`, types are quoted. */
export const postgresDialect = (schema: string): Dialect => ({
  integer: "BIGINT",
  shape: sql`
    SELECT c.relname || '.' || a.attname || ' ' || replace(format_type(a.atttypid, a.atttypmod), '"', '') || ' ' || a.attnotnull::int
      || COALESCE(array_position(p.conkey, a.attnum), 0) AS line
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = ${schema}
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_catalog.pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
    WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND left(c.relname, 7) = 'nxzalo_'
    UNION ALL
    SELECT i.relname || ' ' || c.relname || ' ' || x.indisunique::int || ' ' || (
      SELECT string_agg(COALESCE(a.attname, '?'), ',' ORDER BY k.place) FROM unnest(x.indkey) WITH ORDINALITY k (number, place)
      LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number)
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = ${schema}
    JOIN pg_catalog.pg_index x ON x.indrelid = c.oid JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
    WHERE left(c.relname, 7) = 'nxzalo_' AND NOT x.indisprimary AND x.indisvalid AND x.indpred IS NULL
      AND (x.indisunique OR left(i.relname, 7) = 'nxzalo_')`,
});
