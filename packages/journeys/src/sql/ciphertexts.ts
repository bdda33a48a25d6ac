import {
  type CiphertextChanges,
  type CiphertextQuery,
  type CiphertextTable,
  ciphertextColumns,
  type StoredCiphertext,
} from "../store/ciphertexts.ts";
import { type Query, queryAll, rawSql, sql } from "./query.ts";

/** A table with its two columns, as parts of a statement. */
const namesOf = (table: CiphertextTable) => {
  const { row, column, ...names } = ciphertextColumns[table];
  return { table: rawSql(names.table), row: rawSql(row), column: rawSql(column) };
};

export function readCiphertexts(query: CiphertextQuery): Query<readonly StoredCiphertext[]> {
  const { except, after, limit } = query;
  const { table, row, column } = namesOf(query.table);
  return queryAll(sql`
    SELECT ${row} AS "row", ${column} AS "ciphertext" FROM ${table}
    WHERE ${row} > ${after} AND substr(${column}, 1, ${except.length}) <> ${except} ORDER BY ${row} LIMIT ${limit}`);
}

export function* replaceCiphertexts({ table: name, changes }: CiphertextChanges): Query<void> {
  const { table, row, column } = namesOf(name);
  for (const { row: id, from, to } of changes)
    yield sql`UPDATE ${table} SET ${column} = ${to} WHERE ${row} = ${id} AND ${column} = ${from}`;
}
