import { execFile } from "node:child_process";
import { closeSync, constants, copyFileSync, existsSync, openSync, rmSync, statSync } from "node:fs";
import { promisify } from "node:util";
import { checkPostgresUrl } from "@nxzalo/journeys/postgres";
import { type CliContext, print, printJson } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { CommonFlags } from "../flags.ts";
import { copySqlite } from "./copy-sqlite.ts";
import { dumpEnvironment } from "./dump-environment.ts";
import { assertApart } from "./places.ts";
import { withSqliteFaults } from "./sqlite-faults.ts";

export interface BackupFlags extends CommonFlags {
  readonly to: string;
  readonly data?: string;
  readonly keyTo?: string;
}

async function dumpPostgres({ env, t }: CliContext, url: URL, to: string): Promise<void> {
  const variables = dumpEnvironment(t, url, env);
  await promisify(execFile)("pg_dump", ["--format=custom", `--file=${to}`], { env: variables }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT")
        throw new CommandError(t("pg_dump is not installed", "chưa cài pg_dump"), exitCodes.failed);
      throw new CommandError("pg_dump", exitCodes.failed, (error as { stderr?: string }).stderr?.trim());
    },
  );
}

/** @throws CommandError where it is there already. */
function assertNew({ t }: CliContext, file: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (!there) return;
  if (!there.isDirectory()) throw new CommandError(t(`${file} exists`, `${file} đã có`), exitCodes.usage);
  const advice = t("name a new file in it", "hãy đặt tên một tệp mới trong đó");
  throw new CommandError(t(`${file} is a folder`, `${file} là thư mục`), exitCodes.usage, advice);
}

/** @throws CommandError where a gateway would not take it; it is not shown, since a password stands in it. */
function readDatabaseUrl({ t }: CliContext, text: string): URL {
  const issue = checkPostgresUrl(text);
  if (!issue) return new URL(text);
  throw new CommandError(
    t(`DATABASE_URL ${issue.message}`, "DATABASE_URL không phải URL như postgres://…"),
    exitCodes.usage,
  );
}

/** @throws CommandError where the backup, or the copy of its key, would not stand in a place of its own. */
function assertPlaces(context: CliContext, { to, keyTo }: BackupFlags, keyFile: string | undefined): void {
  const { t } = context;
  assertNew(context, to);
  if (keyTo !== undefined) {
    if (keyFile === undefined)
      throw new CommandError(
        t("the key is not in a file: keep STORE_KEY", "khóa không nằm trong tệp: hãy giữ STORE_KEY"),
        exitCodes.usage,
      );
    assertNew(context, keyTo);
    const advice = t(
      "name a folder of another disk or machine for the key",
      "hãy chọn thư mục ở ổ đĩa hay máy khác cho khóa",
    );
    assertApart(t, to, keyTo, advice);
  }
  if (keyFile !== undefined) {
    const advice = t(
      `${keyFile} is its key: name a folder of another disk or machine for the backup`,
      `${keyFile} là khóa: hãy chọn thư mục ở ổ đĩa hay máy khác cho bản sao lưu`,
    );
    assertApart(t, to, keyFile, advice);
  }
}

/** Copies the store while gateways write to it. Its key is not part of the copy. */
export async function backUp(context: CliContext, flags: BackupFlags): Promise<void> {
  const { env, t } = context;
  const { to, keyTo, json } = flags;
  const path = flags.data ?? (env["SQLITE_PATH"] || "./data/nxzalo.db");
  const databaseUrl = flags.data === undefined ? env["DATABASE_URL"] : undefined;
  const url = databaseUrl ? readDatabaseUrl(context, databaseUrl) : undefined;
  const hasKeyFile = !url && !env["STORE_KEY"] && existsSync(`${path}.key`);
  const keyFile = hasKeyFile ? `${path}.key` : undefined;
  assertPlaces(context, flags, keyFile);
  if (!url && !existsSync(path))
    throw new CommandError(
      t(`${path} does not exist`, `không có ${path}`),
      exitCodes.usage,
      t("--data, SQLITE_PATH or DATABASE_URL names the store", "nêu kho bằng --data, SQLITE_PATH hoặc DATABASE_URL"),
    );
  closeSync(openSync(to, "wx", 0o600));
  try {
    await (url ? dumpPostgres(context, url, to) : withSqliteFaults(context, path, () => copySqlite(path, to), to));
  } catch (error) {
    // What is left of it is no backup; beside it, SQLite leaves what it was writing where the disk is full.
    for (const file of [to, `${to}-journal`]) rmSync(file, { force: true });
    throw error;
  }
  if (keyFile !== undefined && keyTo !== undefined) copyFileSync(keyFile, keyTo, constants.COPYFILE_EXCL);
  if (json) return printJson(context, { file: to, key: keyTo });
  print(context, t(`written to ${to}`, `đã ghi vào ${to}`));
  const where = keyTo ?? keyFile ?? "STORE_KEY";
  print(context, t(`its key is not in it: it is ${where}`, `khóa không nằm trong đó: khóa là ${where}`));
}
