import type { FileRow } from "./table.ts";
import { hasLostDigits } from "./text.ts";

/** A row of NXCLOUD's statement, as `costs.reconcile` takes it. */
export interface StatementRow {
  /** Of a journey, or of a request. */
  readonly id: string;
  /** As it is written. */
  readonly time: string;
  /** Decimal text. */
  readonly amount: string;
  /** Three capitals, such as `VND`. */
  readonly currency: string;
}

/** Which column of a statement is what; an empty currency means that all of it is in VND. */
export type StatementColumns = Readonly<Record<keyof StatementRow, string>>;

/** Headings that NXCLOUD's exports and people's own tables have. */
const headings: Readonly<Record<keyof StatementRow, RegExp>> = {
  id: /^(id|journey ?id|request ?id|message ?id|mã.*)$/i,
  time: /^(time|date|charged ?at|thời (gian|điểm).*|ngày.*|giờ.*)$/i,
  amount: /^(amount|cost|price|fee|số tiền.*|thành tiền.*|chi phí.*|giá.*)$/i,
  currency: /^(currency|tiền tệ|(loại|đơn vị) tiền( tệ)?|đơn vị)$/i,
};

/**
 * The headings that a field may have, in the order of the file.
 *
 * @example
 * ```ts
 * import { findStatementHeadings } from "@nxzalo/batch/files";
 *
 * findStatementHeadings(["Mã", "Thời gian", "Số tiền"], "amount"); // ["Số tiền"]
 * ```
 */
export const findStatementHeadings = (names: readonly string[], field: keyof StatementRow): readonly string[] =>
  names.filter((name) => headings[field].test(name.trim()));

/**
 * What the columns of a statement seem to be, by Vietnamese and English headings; a person confirms it.
 *
 * @example
 * ```ts
 * import { guessStatementColumns } from "@nxzalo/batch/files";
 *
 * guessStatementColumns(["Mã hành trình", "Thời gian", "Thành tiền"]).amount; // "Thành tiền"
 * ```
 */
export function guessStatementColumns(names: readonly string[]): StatementColumns {
  const find = (field: keyof StatementRow) => findStatementHeadings(names, field)[0] ?? "";
  return { id: find("id"), time: find("time"), amount: find("amount"), currency: find("currency") };
}

/** The dong as people write it. */
const dong = /VND|VNĐ|đồng|₫|đ/giu;

/** A currency as statements name it, in three capitals; the dong where none is named. */
const readCurrency = (text: string): string => {
  const named = text.toUpperCase();
  return named.replace(dong, "") === "" ? "VND" : named;
};

/**
 * An amount as decimal text; `undefined` where it is none. `1.250.000`, `1,250,000.50`, `1250000,5 đ` and `180` are certain. One separator before
 * three digits parts thousands in VND, and is not certain in another currency; behind a 0 it parts the fraction: `0.180` is no thousand.
 *
 * @param isExact Whether the sheet has it as a number: its point parts the fraction.
 */
export function readAmount(text: string, currency: string, isExact: boolean): string | undefined {
  const digits = text.normalize("NFC").replace(dong, "").replace(/\s/g, "");
  if (/^-?\d+$/.test(digits) || (isExact && /^-?\d+\.\d+$/.test(digits))) return digits;
  const [, sign = "", whole = "", point = "", fraction = ""] = /^(-?)([\d.,]*\d)([.,])(\d+)$/.exec(digits) ?? [];
  if (whole === "") return undefined;
  const thousands = point === "." ? "," : ".";
  const isGrouped = (given: string, separator: string) =>
    new RegExp(`^[1-9]\\d{0,2}(\\${separator}\\d{3})+$`).test(given);
  const all = whole + point + fraction;
  if (whole.includes(point) || (fraction.length === 3 && /^(?!0$)\d{1,3}$/.test(whole))) {
    const isCertain = whole.includes(point) || currency === "VND";
    return isCertain && isGrouped(all, point) ? sign + all.replaceAll(point, "") : undefined;
  }
  if (!/^\d+$/.test(whole) && !isGrouped(whole, thousands)) return undefined;
  return `${sign}${whole.replaceAll(thousands, "")}.${fraction}`;
}

/** A statement that was read. */
export interface Statement {
  readonly rows: readonly StatementRow[];
  /** The rows whose amount cannot be read, or of which a cell is damaged, by their numbers in the file. */
  readonly unreadable: readonly number[];
  /** Those of them of which a cell is damaged, such as an id whose last digits a spreadsheet has lost: no other amount makes them right. */
  readonly damaged: readonly number[];
}

/**
 * The rows of a file as a statement's; those without an id, such as a line of totals, are left out.
 *
 * @example
 * ```ts
 * import { guessStatementColumns, readRows, toStatement } from "@nxzalo/batch/files";
 *
 * const file = await readRows(new Blob(["Mã;Ngày;Số tiền\n901;05/11/2026;1.250\n"]));
 * const { rows } = await toStatement(file, guessStatementColumns(file.headings)); // amount "1250", currency "VND"
 * ```
 */
export async function toStatement(file: AsyncIterable<FileRow>, columns: StatementColumns): Promise<Statement> {
  const rows: StatementRow[] = [];
  const unreadable: number[] = [];
  const damaged: number[] = [];
  const used = Object.values(columns);
  for await (const { row, values, fractions, issues = [] } of file) {
    const cell = (heading: string) => (values[heading] ?? "").trim();
    const id = cell(columns.id);
    const isFaulty = issues.some(({ path }) => used.includes(String(path[0])) || typeof path[0] === "number");
    // A line of totals has no id; one whose id cannot be read is no line of totals.
    if (id === "" && !isFaulty) continue;
    const currency = readCurrency(cell(columns.currency));
    const amount = readAmount(cell(columns.amount), currency, fractions?.has(columns.amount) === true);
    const isDamaged = isFaulty || hasLostDigits(id);
    if (isDamaged) damaged.push(row);
    if (isDamaged || amount === undefined) unreadable.push(row);
    else rows.push({ id, time: cell(columns.time), amount, currency });
  }
  return { rows, unreadable, damaged };
}
