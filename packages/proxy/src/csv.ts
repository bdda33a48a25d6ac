/** The languages whose spreadsheets a table can be made for. */
export const csvLanguages = ["vi", "en"] as const;

/** One of {@link csvLanguages}: it decides what stands between cells, and before the fraction of a number. */
export type CsvLanguage = (typeof csvLanguages)[number];

/** A text, or a number as decimal text: no digit of an amount is ever changed. */
export type CsvCell = string | { readonly decimal: string };

const isFormula = /^[\s\0]*[=+\-@|%＝＋－＠]/u;

/** A spreadsheet of another country's begins a cell at its own delimiter, within quotation marks as well. */
const formulaWithin = /([;,\t|\r\n])(?=[=+\-@|%＝＋－＠])/gu;

/** What a spreadsheet would execute, of a text or of a part of it, begins with the mark of a text instead. */
const harmless = (text: string) => `${isFormula.test(text) ? "'" : ""}${text.replace(formulaWithin, "$1'")}`;

const quoted = (text: string) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * A table as spreadsheets of a language open it: in UTF-8 with its mark; in Vietnamese with `;` between cells and a decimal comma, in
 * English with `,` and a point.
 */
export function toCsv(rows: readonly (readonly CsvCell[])[], language: CsvLanguage): string {
  const [delimiter, point] = language === "vi" ? [";", ","] : [",", "."];
  const write = (cell: CsvCell) =>
    typeof cell === "string" ? quoted(harmless(cell)) : cell.decimal.replace(".", point);
  return `\ufeff${rows.map((row) => `${row.map(write).join(delimiter)}\r\n`).join("")}`;
}
