import * as z from "@nxzalo/core/internal/zod";

const languages = ["vi", "en"] as const;

/** The language of a spreadsheet: it decides what stands between cells, and before the fraction of a number. */
export type CsvLanguage = (typeof languages)[number];

/** The fields of a body that ask for a table in place of JSON. */
export const csvFields = () => ({
  format: z.optional(z.enum(["json", "csv"])),
  language: z.optional(z.enum(languages)),
});

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
