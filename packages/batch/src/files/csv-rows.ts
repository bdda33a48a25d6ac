import { type ParseError, parse } from "#csv-parse";
import type { Delimiter } from "./delimiter.ts";
import { readPlainRows } from "./plain-rows.ts";

/** Characters of one row: a quotation mark that is never closed makes one of all that follows. */
export const longestRow = 1024 * 1024;

/** Rows as lists of cells, and what keeps the next one from being read. */
export interface CsvRows {
  readonly rows: string[][];
  readonly fault?: "quote_open" | "row_too_long";
}

/**
 * Where the last row of a text may end: at its last line end with an even number of quotation marks before it, or else at its last one; 0
 * without any. A carriage return at the very end may be half of a line end.
 */
export function endOfRows(text: string): number {
  let marksBefore = text.split('"').length - 1;
  let lastEnd = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const one = text[at];
    if (one === '"') marksBefore -= 1;
    if (one !== "\n" && (one !== "\r" || at === text.length - 1)) continue;
    if (marksBefore % 2 === 0) return at + 1;
    lastEnd ||= at + 1;
  }
  return lastEnd;
}

function parseRows(text: string, delimiter: Delimiter): CsvRows {
  const options = {
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRow,
  };
  try {
    return { rows: parse(text, options) };
  } catch (error) {
    const { code, records } = error as ParseError;
    const rows = records > 0 ? parse(text, { ...options, to: records }) : [];
    return { rows, fault: code === "CSV_QUOTE_NOT_CLOSED" ? "quote_open" : "row_too_long" };
  }
}

/** The rows of a text that begins with one. */
export function readCsvRows(text: string, delimiter: Delimiter): CsvRows {
  const rows = readPlainRows(text, delimiter);
  return rows ? { rows } : parseRows(text, delimiter);
}
