/** The languages whose spreadsheets a table can be made for. */
export const csvLanguages = ["vi", "en"] as const;

/** One of {@link csvLanguages}: it decides what stands between cells, and before the fraction of a number. */
export type CsvLanguage = (typeof csvLanguages)[number];

/** A text, or a number as decimal text: no digit of an amount is ever changed. */
export type CsvCell = string | { readonly decimal: string };

/** What begins so is executed by a spreadsheet that opens a table; `＝` and its like by one that is set to Japanese or Chinese. */
const isFormula = /^(?:[\t\r]|[\s\0]*[=+\-@|%＝＋－＠])/u;

/** A spreadsheet that goes by another delimiter than the table's begins a cell there, within quotation marks as well. */
const formulaWithin = /([;,\t|\r\n])(?=[=+\-@|%＝＋－＠])/gu;
const markedWithin = /([;,\t|\r\n])'(?=[=+\-@|%＝＋－＠])/gu;

/** A cell of which a spreadsheet executes nothing, whatever it takes for the delimiter: before what it would execute stands the mark of a text. */
export const withTextMarks = (text: string): string =>
  `${isFormula.test(text) ? "'" : ""}${text.replace(formulaWithin, "$1'")}`;

/** Takes back what {@link withTextMarks} wrote. */
export function withoutTextMarks(text: string): string {
  const within = text.replace(markedWithin, "$1");
  return within.charCodeAt(0) === 39 && isFormula.test(within.slice(1)) ? within.slice(1) : within;
}

const quoted = (text: string) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * A table as spreadsheets of a language open it: in UTF-8 with its mark; in Vietnamese with `;` between cells and a decimal comma, in
 * English with `,` and a point.
 */
export function toCsv(rows: readonly (readonly CsvCell[])[], language: CsvLanguage): string {
  const [delimiter, point] = language === "vi" ? [";", ","] : [",", "."];
  const write = (cell: CsvCell) =>
    typeof cell === "string" ? quoted(withTextMarks(cell)) : cell.decimal.replace(".", point);
  return `\ufeff${rows.map((row) => `${row.map(write).join(delimiter)}\r\n`).join("")}`;
}
