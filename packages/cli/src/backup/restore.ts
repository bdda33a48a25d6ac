import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseList } from "@nxzalo/core/internal";
import { lazySqliteStore } from "@nxzalo/journeys/sqlite";
import { type CliContext, print, printJson, say } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { CommonFlags } from "../flags.ts";
import { readTextFile } from "../read-file.ts";
import { secretOf } from "../terminal/read-secret.ts";
import { damaged, withSqliteFaults } from "./sqlite-faults.ts";

export interface RestoreFlags extends CommonFlags {
  readonly check: boolean;
  readonly to?: string;
  readonly keyFile?: string;
}

/** Gives the version of its tables. @throws Error where the file is damaged, or no database. */
async function assertWhole({ t }: CliContext, file: string): Promise<unknown> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const [row] = database.prepare("PRAGMA integrity_check").all() as { integrity_check?: string }[];
    if (row?.integrity_check !== "ok") throw damaged(`${row?.integrity_check}`);
    // Opened as a store, an empty file or another program's database would become one.
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE name = 'nxzalo_schema'").all();
    if (tables.length === 0)
      throw new CommandError(t("it is no copy of a store", "không phải bản sao lưu của kho"), exitCodes.failed);
    return database.prepare("SELECT * FROM nxzalo_schema").get()?.["version"];
  } finally {
    database.close();
  }
}

/** Opens a copy as a gateway would: tables that this version knows, and a key that fits them. Gives the version of the tables. */
async function openCopy(context: CliContext, file: string, storeKeys: readonly string[]): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-restore-"));
  try {
    const copy = join(folder, "copy.db");
    copyFileSync(file, copy);
    // Opened, it is brought up to date.
    const schema = await assertWhole(context, copy);
    const store = lazySqliteStore({ path: copy, storeKeys });
    await store.open();
    await store.records.close();
    return schema;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * SQLite takes a log that lies beside a database for its own, and writes what is in it over the database.
 *
 * @throws CommandError where there is a database already, or what belonged to one.
 */
function assertFree({ t }: CliContext, database: string): void {
  const there = ["", "-wal", "-shm", "-journal"].map((end) => database + end).find((file) => existsSync(file));
  if (there !== undefined) throw new CommandError(t(`${there} exists`, `${there} đã có`), exitCodes.usage);
}

/**
 * Puts a copy in its place, readable by the user of its folder alone: by root, whose files a gateway of another user could not open, it is
 * handed over to that user.
 */
function place(file: string, to: string): void {
  copyFileSync(file, to, constants.COPYFILE_EXCL);
  // A backup that was downloaded may be readable by others.
  chmodSync(to, 0o600);
  const { uid, gid } = statSync(dirname(resolve(to)));
  if (process.getuid?.() === 0) chownSync(to, uid, gid);
}

/** What `pg_dump` writes, which `backup` makes of a store in Postgres, begins so. */
const dumpBeginning = "PGDMP";

/** @throws CommandError where a file is a dump of Postgres, with what puts it back. A file that cannot be read is told later. */
function assertNoDump({ t }: CliContext, file: string): void {
  if (!existsSync(file) || !statSync(file).isFile()) return;
  const beginning = Buffer.alloc(dumpBeginning.length);
  const handle = openSync(file, "r");
  try {
    readSync(handle, beginning);
  } finally {
    closeSync(handle);
  }
  if (beginning.toString("latin1") !== dumpBeginning) return;
  throw new CommandError(
    t(`${file}: is a dump of Postgres`, `${file}: là bản sao lưu của Postgres`),
    exitCodes.usage,
    t(
      `pg_restore puts it back, into an empty database: pg_restore --no-owner --exit-on-error --dbname postgres://… ${file}`,
      `pg_restore đưa nó vào một cơ sở dữ liệu trống: pg_restore --no-owner --exit-on-error --dbname postgres://… ${file}`,
    ),
  );
}

/** The text of a key's file. @throws CommandError that names the file, where no key is in it. */
function readKeyFile({ t }: CliContext, file: string): string {
  const text = readTextFile(file).trim();
  const isKey = parseList(text).every((key) => Buffer.from(key, "base64").length === 32);
  if (text !== "" && isKey) return text;
  throw new CommandError(
    `--key-file ${file}: ${t("holds no key of a store", "không chứa khoá của kho")}`,
    exitCodes.usage,
  );
}

/** Says whether a backup can be used with its key, and puts it in its place where that is asked for; what is there is never overwritten. */
export async function restore(context: CliContext, flags: RestoreFlags, file: string): Promise<void> {
  const { t } = context;
  const { check, to, keyFile, json } = flags;
  if (check === (to !== undefined))
    throw new CommandError(
      t("give --check, or --to FILE, and not both", "hãy nêu --check, hoặc --to TỆP, không dùng cả hai"),
      exitCodes.usage,
    );
  if (to !== undefined) assertFree(context, to);
  assertNoDump(context, file);
  const advice = t("or name the key's file: --key-file FILE", "hoặc nêu tệp khoá: --key-file TỆP");
  const key = keyFile === undefined ? await secretOf(context, "STORE_KEY", advice) : readKeyFile(context, keyFile);
  const schema = await withSqliteFaults(context, file, () => openCopy(context, file, parseList(key)));
  if (to !== undefined) place(file, to);
  if (json) printJson(context, { file, schema, restored: to });
  else print(context, t(`whole, and the key fits; schema ${schema}`, `nguyên vẹn, khóa khớp; schema ${schema}`));
  if (to === undefined) return;
  if (!json) print(context, t(`restored to ${to}`, `đã khôi phục vào ${to}`));
  if (keyFile !== undefined && !existsSync(`${to}.key`))
    say(
      context,
      t(
        `without STORE_KEY, a gateway looks for its key in ${to}.key: copy ${keyFile} there, for the same user alone`,
        `không có STORE_KEY thì gateway tìm khóa ở ${to}.key: hãy chép ${keyFile} vào đó, chỉ cho cùng người dùng đọc`,
      ),
    );
}
