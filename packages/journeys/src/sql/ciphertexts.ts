import {
  type CiphertextChanges,
  type CiphertextPage,
  type CiphertextQuery,
  type CiphertextTable,
  ciphertextColumns,
  type StoredCiphertext,
} from "../store/ciphertexts.ts";
import { type Query, queryAll, queryOne, rawSql, sql } from "./query.ts";

/** A table with its two columns, as parts of a statement. */
const namesOf = (table: CiphertextTable) => {
  const { row, column, ...names } = ciphertextColumns[table];
  return { table: rawSql(names.table), row: rawSql(row), column: rawSql(column) };
};

/** Reads so many rows and no more, whether they fit or not: of a large table hardly any may, and a statement has seconds. */
export function* readCiphertexts(query: CiphertextQuery): Query<CiphertextPage> {
  const { except, after, limit, rows } = query;
  const { table, row, column } = namesOf(query.table);
  const end = yield* queryOne<{ row: string }>(sql`
    SELECT ${row} AS "row" FROM ${table} WHERE ${row} > ${after} ORDER BY ${row} LIMIT 1 OFFSET ${rows - 1}`);
  const isWithin = end ? sql`${row} > ${after} AND ${row} <= ${end.row}` : sql`${row} > ${after}`;
  const found = yield* queryAll<StoredCiphertext>(sql`
    SELECT ${row} AS "row", ${column} AS "ciphertext" FROM ${table}
    WHERE ${isWithin} AND substr(${column}, 1, ${except.length}) <> ${except} ORDER BY ${row} LIMIT ${limit}`);
  return { found, last: found.length === limit ? found.at(-1)?.row : end?.row };
}

export function* replaceCiphertexts({ table: name, changes }: CiphertextChanges): Query<void> {
  const { table, row, column } = namesOf(name);
  for (const { row: id, from, to } of changes)
    yield* queryAll(sql`UPDATE ${table} SET ${column} = ${to} WHERE ${row} = ${id} AND ${column} = ${from}`);
}
