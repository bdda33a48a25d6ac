import type { FileRow } from "@nxzalo/batch/files";
import type { StatementRow } from "@nxzalo/client/desk";

/** Which column of a statement is what; an empty currency means that all of it is in VND. */
export type StatementColumns = Readonly<Record<keyof StatementRow, string>>;

/** Headings that NXCLOUD's exports and people's own tables have. */
const headings: Readonly<Record<keyof StatementRow, RegExp>> = {
  id: /^(id|journey ?id|request ?id|message ?id|mã.*)$/i,
  time: /^(time|date|charged ?at|thời (gian|điểm).*|ngày.*|giờ.*)$/i,
  amount: /^(amount|cost|price|fee|số tiền.*|thành tiền.*|chi phí.*|giá.*)$/i,
  currency: /^(currency|tiền tệ|đơn vị( tiền)?)$/i,
};

/** What the columns seem to be; a person confirms it. */
export function guessStatementColumns(names: readonly string[]): StatementColumns {
  const find = (field: keyof StatementRow) => names.find((name) => headings[field].test(name.trim())) ?? "";
  return { id: find("id"), time: find("time"), amount: find("amount"), currency: find("currency") };
}

/**
 * An amount as decimal text; `undefined` where it is none. `1.250.000`, `1,250,000.50`, `1250000,5 đ` and `180` are certain. One separator before
 * three digits parts thousands in VND, and is not certain in another currency.
 *
 * @param isExact Whether the sheet has it as a number: its point parts the fraction.
 */
export function readAmount(text: string, currency: string, isExact: boolean): string | undefined {
  const digits = text.replace(/[\s\u00a0]|VND|₫|đ/giu, "");
  if (/^-?\d+$/.test(digits) || (isExact && /^-?\d+\.\d+$/.test(digits))) return digits;
  const [, sign = "", whole = "", point = "", fraction = ""] = /^(-?)([\d.,]*\d)([.,])(\d+)$/.exec(digits) ?? [];
  if (whole === "") return undefined;
  const thousands = point === "." ? "," : ".";
  const isGrouped = (given: string, separator: string) => new RegExp(`^\\d{1,3}(\\${separator}\\d{3})+$`).test(given);
  const all = whole + point + fraction;
  if (whole.includes(point) || (fraction.length === 3 && /^\d{1,3}$/.test(whole))) {
    const isCertain = whole.includes(point) || currency === "VND";
    return isCertain && isGrouped(all, point) ? sign + all.replaceAll(point, "") : undefined;
  }
  if (!/^\d+$/.test(whole) && !isGrouped(whole, thousands)) return undefined;
  return `${sign}${whole.replaceAll(thousands, "")}.${fraction}`;
}

/** A statement that was read. */
export interface Statement {
  readonly rows: readonly StatementRow[];
  /** The rows whose amount cannot be read, by their numbers in the file. */
  readonly unreadable: readonly number[];
}

/** The rows of a file as a statement's; those without an id, such as a line of totals, are left out. */
export async function toStatement(file: AsyncIterable<FileRow>, columns: StatementColumns): Promise<Statement> {
  const rows: StatementRow[] = [];
  const unreadable: number[] = [];
  for await (const { row, values, fractions } of file) {
    const cell = (heading: string) => (values[heading] ?? "").trim();
    const id = cell(columns.id);
    if (id === "") continue;
    const currency = cell(columns.currency).toUpperCase() || "VND";
    const amount = readAmount(cell(columns.amount), currency, fractions?.has(columns.amount) === true);
    if (amount === undefined) unreadable.push(row);
    else rows.push({ id, time: cell(columns.time), amount, currency });
  }
  return { rows, unreadable };
}
