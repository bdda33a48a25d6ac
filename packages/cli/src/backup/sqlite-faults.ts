import type { CliContext } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";

const corrupt = 11;
const full = 13;

/** What is wrong with a database, by SQLite's result codes. */
const faults: Readonly<Record<number, readonly [en: string, vi: string]>> = {
  [corrupt]: ["is damaged", "bị hỏng"],
  [full]: ["no space is left on the disk", "ổ đĩa đã đầy"],
  26: ["is no SQLite database", "không phải cơ sở dữ liệu SQLite"],
};

/** An error as SQLite gives it. */
type SqliteError = Error & { readonly errcode?: number };

/** What SQLite finds wrong with the content of a database. */
export const damaged = (details: string): SqliteError => Object.assign(new Error(details), { errcode: corrupt });

/**
 * Does what reads a database, and writes to a file where another is named.
 *
 * @throws CommandError with its name, and SQLite's own words beside, for what is known to be wrong with it.
 */
export async function withSqliteFaults<Result>(
  { t }: CliContext,
  file: string,
  run: () => Promise<Result>,
  written = file,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    const { errcode = 0, message } = error as SqliteError;
    // The lowest byte of an extended code is the result code.
    const code = errcode & 0xff;
    const fault = faults[code];
    if (fault === undefined) throw error;
    throw new CommandError(
      `${code === full ? written : file}: ${t(...fault)}`,
      exitCodes.failed,
      `SQLite: ${message.replace(/\s+/g, " ")}`,
    );
  }
}
