import type { Language } from "./preferences.ts";

const isFormula = /^[\s\0]*[=+\-@|%＝＋－＠]/u;
const harmless = (text: string) => (isFormula.test(text) ? `'${text}` : text);
const quoted = (text: string) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * A table of texts as spreadsheets of the language open it: with the mark of UTF-8, `;` between cells in Vietnamese and `,` in English. What
 * a spreadsheet would execute begins with the mark of a text.
 */
export function toCsv(rows: readonly (readonly string[])[], language: Language): string {
  const delimiter = language === "vi" ? ";" : ",";
  return `\ufeff${rows.map((row) => `${row.map((cell) => quoted(harmless(cell))).join(delimiter)}\r\n`).join("")}`;
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
