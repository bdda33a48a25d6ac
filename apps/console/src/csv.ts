import type { Language } from "./preferences.ts";

const isFormula = /^[\s\0]*[=+\-@|%＝＋－＠]/u;
const formulaWithin = /([;,\t|\r\n])(?=[=+\-@|%＝＋－＠])/gu;
const harmless = (text: string) => `${isFormula.test(text) ? "'" : ""}${text.replace(formulaWithin, "$1'")}`;
const quoted = (text: string) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A text, or a number as decimal text. */
export type CsvCell = string | { readonly decimal: string };

/**
 * A table as spreadsheets of the language open it, as the gateway writes it: with the mark of UTF-8; in Vietnamese with `;` between cells and
 * a decimal comma, in English with `,` and a point. What a spreadsheet would execute, of a text or
 * of a part of it behind another delimiter, begins with the mark of a text.
 */
export function toCsv(rows: readonly (readonly CsvCell[])[], language: Language): string {
  const [delimiter, point] = language === "vi" ? [";", ","] : [",", "."];
  const write = (cell: CsvCell) =>
    typeof cell === "string" ? quoted(harmless(cell)) : cell.decimal.replace(".", point);
  return `\ufeff${rows.map((row) => `${row.map(write).join(delimiter)}\r\n`).join("")}`;
}

/** Has the browser save a file. */
export function saveFile(name: string, content: string | Blob): void {
  const blob = typeof content === "string" ? new Blob([content], { type: "text/csv;charset=utf-8" }) : content;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
