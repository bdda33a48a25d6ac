import { CommandError, exitCodes } from "../exit-codes.ts";
import type { Translate } from "../language.ts";

export interface PeriodFlags {
  readonly month?: string;
  readonly from?: string;
  readonly to?: string;
  readonly timeZone?: string;
}

/** The days that are meant: those of a month, or from one to another. */
export function readPeriod(t: Translate, { month, from, to, timeZone }: PeriodFlags) {
  if (month === undefined) {
    if (from !== undefined && to !== undefined) return { from, to, timeZone };
    throw new CommandError(
      t("name the days: --month, or --from and --to", "hãy nêu kỳ: --month, hoặc --from và --to"),
      exitCodes.usage,
    );
  }
  const [, year, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (year === undefined || from !== undefined || to !== undefined)
    throw new CommandError(
      t("--month is a month such as 2026-11, alone", "--month là một tháng như 2026-11, đứng một mình"),
      exitCodes.usage,
    );
  const lastDay = new Date(Date.UTC(Number(year), Number(number), 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${lastDay}`, timeZone };
}
