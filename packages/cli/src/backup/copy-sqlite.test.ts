import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import { copySqlite } from "./copy-sqlite.ts";

it("a database that is written to all the time is copied as it was at the beginning", async () => {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-copy-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [path, to] = [join(folder, "busy.db"), join(folder, "copy.db")];
  const store = new DatabaseSync(path);
  // Some thousand pages: SQLite copies a hundred at once.
  store.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; CREATE TABLE rows (content); BEGIN");
  for (let count = 0; count < 5_000; count += 1) store.exec("INSERT INTO rows VALUES (randomblob(2000))");
  store.exec("COMMIT");

  let isCopied = false;
  const copying = copySqlite(path, to).then(() => {
    isCopied = true;
  });
  // A write between any two parts of the copy, far more of them than it has parts.
  const most = 50_000;
  let written = 0;
  while (!isCopied && written < most) {
    store.exec("INSERT INTO rows VALUES ('later')");
    written += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await copying;
  store.close();
  expect(written).toBeLessThan(most);

  const copy = new DatabaseSync(to, { readOnly: true });
  const count = (content: string) => copy.prepare(`SELECT count(*) AS count FROM rows WHERE ${content}`).get();
  expect(copy.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  expect(count("content <> 'later'")).toEqual({ count: 5_000 });
  copy.close();
});
