import type { Change } from "../types.ts";
import type { Moment, Source } from "./columns.ts";
import { parseHour, parseLocalTime, toDate, toMoney } from "./formats.ts";
import { type FileIssue, issue } from "./refusal.ts";
import type { FileRow } from "./table.ts";
import { foldText, foldValue, hasLostDigits } from "./text.ts";
import { isoTimeIn } from "./time-zone.ts";

/** A value of a message, or what is wrong with its cell. */
export type CellValue = { readonly text: string; readonly change?: Change | undefined } | { readonly issue: FileIssue };

type Path = readonly string[];

const refused = (code: FileIssue["code"], message: string, path: Path): CellValue => ({
  issue: issue(code, message, path),
});

const lostDigits = (path: Path) =>
  refused(
    "spreadsheet_number",
    "is a long number as a spreadsheet writes it, and digits are lost: take it from its source, and make the column text",
    path,
  );

function readCountryCode(text: string, path: Path): CellValue {
  const digits = text.replace(/^(?:\+|00)/, "");
  if (/^[1-9]\d{0,2}$/.test(digits)) return { text: digits };
  if (["vn", "viet nam", "vietnam"].includes(foldText(text))) return { text: "84" };
  return refused("country_code_wrong", "must be 1 to 3 digits, such as 84: list names under values", path);
}

const mayHaveMore = /^['‘’`´]|[.,]0{1,2}$/;

/**
 * A reference without what a spreadsheet has added to it: a text mark, and the fraction of a whole number. Three zeros may be thousands: `12.000`
 * stays another than `12`.
 */
function readReference(text: string, path: Path): CellValue {
  if (!mayHaveMore.test(text)) return { text };
  const unmarked = text.replace(/^['‘’`´]+(?=.)/, "");
  const whole = unmarked.replace(/^(\d+)[.,]0{1,2}$/, "$1");
  if (whole === text) return { text };
  const codes = [
    ...(unmarked === text ? [] : ["reference_text_mark_removed"]),
    ...(whole === unmarked ? [] : ["reference_float_removed"]),
  ];
  return { text: whole, change: { path, codes, from: text, to: whole } };
}

const wrongOf = {
  date: ["variable_date_wrong", "must be a day that exists, such as 31/01/2026"],
  money: ["variable_money_wrong", "must be a whole amount, such as 1250000"],
} as const;

/** The text of a cell, or of a constant. What is empty stays empty. */
export function readValue(row: FileRow, source: Source, path: Path): CellValue {
  if ("constant" in source) return { text: source.constant };
  const { heading, format, values } = source;
  const cell = (row.values[heading] ?? "").trim();
  const text = values?.get(foldValue(cell)) ?? cell;
  const field = path[0];
  // A batch reads phones itself, and says what is wrong with them.
  if (text === "" || field === "phone") return { text };
  if (hasLostDigits(text)) return lostDigits(path);
  if (field === "countryCode") return readCountryCode(text, path);
  if (field === "reference") return readReference(text, path);
  if (format === undefined || format === "text") return { text };
  const isMoney = format === "money";
  const made = isMoney
    ? toMoney(text, row.fractions?.has(heading) === true)
    : toDate(text, format === "date-month-first" && !(text === cell && row.dates?.has(heading)));
  if (made === undefined) {
    const [code, message] = wrongOf[isMoney ? "money" : "date"];
    return refused(code, message, path);
  }
  if (made === text) return { text };
  return {
    text: made,
    change: { path, codes: [isMoney ? "amount_rewritten" : "date_rewritten"], from: text, to: made },
  };
}

// A time that says its zone needs none.
const withZone = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** A time in ISO 8601; empty where its cell is. */
export function readMoment({ values, dates }: FileRow, moment: Moment, field: string): CellValue {
  const { heading, hourHeading, offsetMinutes, isMonthFirst, timeZone } = moment;
  const day = (values[heading] ?? "").trim();
  if (day === "") return { text: "" };
  if (withZone.test(day)) {
    const at = new Date(day.replace(" ", "T")).getTime() + offsetMinutes * 60_000;
    // The runtime would take 31 November for 1 December.
    const exists = parseLocalTime(day.replace(/(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/, "")) !== undefined;
    if (exists && !Number.isNaN(at)) return { text: new Date(at).toISOString() };
  }
  const local = parseLocalTime(day, isMonthFirst && !dates?.has(heading));
  const hour = hourHeading === undefined ? undefined : parseHour(values[hourHeading] ?? "");
  const hasHour = hourHeading === undefined ? local?.hasHour : hour !== undefined;
  if (local === undefined || !hasHour)
    return refused("local_time_wrong", "must be a day and an hour that exist, such as 31/01/2026 07:30", [field]);
  return { text: isoTimeIn(timeZone, hour ? { ...local, ...hour } : local, offsetMinutes) };
}
