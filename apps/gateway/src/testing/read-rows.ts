import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** The rows of a query, beside the gateway that writes the file. */
export function readRows(path: string, query: string, ...values: readonly SQLInputValue[]) {
  const database = new DatabaseSync(path);
  try {
    return database
      .prepare(query)
      .all(...values)
      .map((row) => ({ ...row }));
  } finally {
    database.close();
  }
}
