/**
 * Copies a database while it is written to, as it was at the beginning: within one transaction, since SQLite begins a copy anew whenever
 * another process has written, and under load would never end.
 */
export async function copySqlite(path: string, to: string): Promise<void> {
  const { backup, DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    database.exec("BEGIN");
    database.prepare("SELECT 1 FROM sqlite_master").get();
    await backup(database, to);
  } finally {
    database.close();
  }
}
