import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
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
import { moveNew } from "./move-new.ts";
import { settleDue } from "./settle-due.ts";
import { damaged, withSqliteFaults } from "./sqlite-faults.ts";

export interface RestoreFlags extends CommonFlags {
  readonly check: boolean;
  readonly to?: string;
  readonly keyFile?: string;
  readonly resume: boolean;
}

/** Gives the version of its tables. @throws Error where the file is damaged, or no database. */
async function assertWhole({ t }: CliContext, file: string): Promise<number> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const [row] = database.prepare("PRAGMA integrity_check").all() as { integrity_check?: string }[];
    if (row?.integrity_check !== "ok") throw damaged(`${row?.integrity_check}`);
    // Opened as a store, an empty file or another program's database would become one.
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE name = 'nxzalo_schema'").all();
    if (tables.length === 0)
      throw new CommandError(t("it is no copy of a store", "không phải bản sao lưu của kho"), exitCodes.failed);
    return Number(database.prepare("SELECT * FROM nxzalo_schema").get()?.["version"]);
  } finally {
    database.close();
  }
}

/** Opens a copy as a gateway would: tables that this version knows, and a key that fits them. Gives the version of the tables. */
async function openCopy(context: CliContext, file: string, storeKeys: readonly string[]): Promise<number> {
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

const isThere = ({ t }: CliContext, file: string) =>
  new CommandError(t(`${file} exists`, `${file} đã có`), exitCodes.usage);

/**
 * SQLite takes a log that lies beside a database for its own, and writes what is in it over the database.
 *
 * @throws CommandError where there is a database already, or what belonged to one.
 */
function assertFree(context: CliContext, database: string): void {
  const there = ["", "-wal", "-shm", "-journal"]
    .map((end) => database + end)
    .find((file) => lstatSync(file, { throwIfNoEntry: false }));
  if (there !== undefined) throw isThere(context, there);
}

/**
 * Puts a copy in its place, whole, readable by the user of its folder alone: by root, whose files a gateway of another user could not open, it is
 * handed over to that user. Gives how many of its messages may have been sent since.
 */
async function place(
  context: CliContext,
  file: string,
  { to, schema, resume }: { readonly to: string; readonly schema: number; readonly resume: boolean },
): Promise<number> {
  const draft = `${to}.${process.pid}`;
  const { uid, gid } = statSync(dirname(resolve(to)));
  try {
    copyFileSync(file, draft, constants.COPYFILE_EXCL);
    // A backup that was downloaded may be readable by others.
    chmodSync(draft, 0o600);
    const uncertain = resume ? 0 : await settleDue(draft, schema);
    if (process.getuid?.() === 0) chownSync(draft, uid, gid);
    assertFree(context, to);
    if (!moveNew(draft, to)) throw isThere(context, to);
    return uncertain;
  } catch (error) {
    for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(draft + end, { force: true });
    throw error;
  }
}

/** Says what a gateway would have sent a second time. */
function sayUncertain(context: CliContext, uncertain: number): void {
  if (uncertain === 0) return;
  const { t } = context;
  say(
    context,
    t(
      `${uncertain} of the messages that wait were due, and may have been sent since the backup: they are unknown now, and go out only where a person sends them again (nxzalo messages --state unknown). Where no gateway has sent anything since the backup, restore it anew with --resume`,
      `${uncertain} tin đang chờ đã đến hạn và có thể đã được gửi sau khi sao lưu: nay chúng ở trạng thái unknown, chỉ đi khi có người gửi lại (nxzalo messages --state unknown). Nếu từ lúc sao lưu không gateway nào gửi gì, hãy khôi phục lại với --resume`,
    ),
  );
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
      `pg_restore puts it back, into an empty database: pg_restore --no-owner --exit-on-error --dbname postgres://… ${file}; what a gateway would then send a second time: docs/deploy-gateway.md`,
      `pg_restore đưa nó vào một cơ sở dữ liệu trống: pg_restore --no-owner --exit-on-error --dbname postgres://… ${file}; những tin gateway sẽ gửi lần hai: docs/deploy-gateway.md`,
    ),
  );
}

/** The text of a key's file. @throws CommandError that names the file, where no key is in it. */
function readKeyFile({ t }: CliContext, file: string): string {
  const text = readTextFile(file).trim();
  const isKey = parseList(text).every((key) => Buffer.from(key, "base64").length === 32);
  if (text !== "" && isKey) return text;
  throw new CommandError(
    `--key-file ${file}: ${t("holds no key of a store", "không chứa khóa của kho")}`,
    exitCodes.usage,
  );
}

/** Says whether a backup can be used with its key, and puts it in its place where that is asked for; what is there is never overwritten. */
export async function restore(context: CliContext, flags: RestoreFlags, file: string): Promise<void> {
  const { t } = context;
  const { check, to, keyFile, resume, json } = flags;
  if (resume && check)
    throw new CommandError(t("--resume goes with --to", "--resume chỉ dùng với --to"), exitCodes.usage);
  if (check === (to !== undefined))
    throw new CommandError(
      t("give --check, or --to FILE, and not both", "hãy nêu --check, hoặc --to TỆP, không dùng cả hai"),
      exitCodes.usage,
    );
  if (to !== undefined) assertFree(context, to);
  assertNoDump(context, file);
  const advice = t("or name the key's file: --key-file FILE", "hoặc nêu tệp khóa: --key-file TỆP");
  const key = keyFile === undefined ? await secretOf(context, "STORE_KEY", advice) : readKeyFile(context, keyFile);
  const schema = await withSqliteFaults(context, file, () => openCopy(context, file, parseList(key)));
  const uncertain =
    to === undefined
      ? undefined
      : await withSqliteFaults(context, file, () => place(context, file, { to, schema, resume }), to);
  if (json) printJson(context, { file, schema, restored: to, uncertain });
  else print(context, t(`whole, and the key fits; schema ${schema}`, `nguyên vẹn, khóa khớp; schema ${schema}`));
  if (to === undefined) return;
  if (!json) print(context, t(`restored to ${to}`, `đã khôi phục vào ${to}`));
  sayUncertain(context, uncertain ?? 0);
  if (keyFile !== undefined && !existsSync(`${to}.key`))
    say(
      context,
      t(
        `without STORE_KEY, a gateway looks for its key in ${to}.key: copy ${keyFile} there, for the same user alone`,
        `không có STORE_KEY thì gateway tìm khóa ở ${to}.key: hãy chép ${keyFile} vào đó, chỉ cho cùng người dùng đọc`,
      ),
    );
}
