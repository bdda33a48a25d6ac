import { toNfc, withoutTextMarks } from "@nxzalo/core/internal/text";
import { endOfRows, longestRow, readCsvRows } from "./csv-rows.ts";
import { type Delimiter, guessDelimiter, isDelimiter, takeSeparatorLine } from "./delimiter.ts";
import { type TextEncoding, toText, wrongEncoding } from "./encoding.ts";
import type { FileBytes } from "./file-bytes.ts";
import { lineEnd } from "./plain-rows.ts";
import { fileError, issue } from "./refusal.ts";
import type { FileRecord } from "./table.ts";
import { isErrorText } from "./text.ts";

/** How a CSV file is read. */
export interface CsvFormat {
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
}

/** Where the first line begins that is not empty. */
function startOfText(text: string): number {
  const first = text.search(/\S/);
  return Math.max(text.lastIndexOf("\n", first), text.lastIndexOf("\r", first)) + 1;
}

/** Where the line of a number begins. */
function startOfLine(text: string, line: number): number {
  let start = 0;
  for (let number = 1; number < line; number += 1) {
    const [end] = lineEnd.exec(text.slice(start)) ?? [];
    if (end === undefined) return text.length;
    start = text.indexOf(end, start) + end.length;
  }
  return start;
}

/** The record that begins at a place: its quoted cells may go on over lines. One whose quotation mark is not closed is its line. */
function recordAt(text: string, start: number): string {
  let isQuoted = false;
  for (let at = start; at < text.length; at += 1) {
    const one = text[at];
    // A mark within a cell that is not quoted is a part of it; of a doubled one, the second opens what the first has closed.
    if (one === '"') isQuoted = !isQuoted && (at === start || isDelimiter(text[at - 1]) || text[at - 1] === '"');
    else if (!isQuoted && (one === "\n" || one === "\r")) return text.slice(start, at);
  }
  const rest = text.slice(start);
  return isQuoted ? (rest.split(lineEnd)[0] ?? "") : rest;
}

/** The delimiter of a file, by its `sep=` line or its line of headings, the first that is not empty or the one of that number. */
export async function findDelimiter(file: FileBytes, encoding: TextEncoding, headingRow?: number): Promise<Delimiter> {
  let text = "";
  for await (const part of toText(file, encoding)) {
    text += part;
    if (text.length > 64 * 1024) break;
  }
  const { delimiter, rest } = takeSeparatorLine(text);
  if (delimiter !== undefined) return delimiter;
  return guessDelimiter(recordAt(rest, headingRow === undefined ? startOfText(rest) : startOfLine(rest, headingRow)));
}

const faultMessages = {
  quote_open: "begins with a quotation mark that is not closed",
  row_too_long: `is longer than ${longestRow} characters: is a quotation mark of it not closed?`,
} as const;

const [hash, capitalE] = [0x23, 0x45];

/**
 * What a cell may have that is not taken as it is: a line end, a `'`, and what may have to be composed, or is no character at all. Vietnamese
 * letters with their tones (U+1E00 to U+1EFF) are composed.
 */
const remarkable = /[\u0300-\u1dff\u1f00-\uffff\n']/;

/** Takes the cells of a row as they were parsed; its `lines` are those that end in its cells. */
function toRecord(row: number, cells: string[], encoding: TextEncoding): FileRecord & { readonly lines: number } {
  let faults: Map<number, "cell_error"> | undefined;
  let lines = 0;
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] ?? "";
    const first = cell.charCodeAt(0);
    if ((first === hash || first === capitalE) && isErrorText(cell))
      faults = (faults ?? new Map()).set(index, "cell_error");
    if (!remarkable.test(cell)) continue;
    if (cell.includes("\ufffd")) throw wrongEncoding(encoding, row);
    lines += cell.split("\n").length - 1;
    cells[index] = withoutTextMarks(toNfc(cell));
  }
  return { row, cells, faults, lines };
}

/** The rows of a CSV file, some at a time, each numbered by the line on which it begins. Nothing is cast; texts are NFC. */
export async function* csvRecords(file: FileBytes, { encoding, delimiter }: CsvFormat): AsyncGenerator<FileRecord[]> {
  let row = 1;
  const toRecords = (rows: readonly string[][]): FileRecord[] =>
    rows.map((cells) => {
      const record = toRecord(row, cells, encoding);
      row += record.lines + 1;
      return record;
    });
  const refuse = (fault: keyof typeof faultMessages) => fileError(issue(fault, faultMessages[fault], [row]));
  let isFirst = true;
  let text = "";
  for await (const part of toText(file, encoding)) {
    text += part;
    if (isFirst) {
      const { rest } = takeSeparatorLine(text);
      if (rest.length < text.length) row += 1;
      text = rest;
      isFirst = false;
    }
    const end = endOfRows(text);
    const { rows, fault } = readCsvRows(text.slice(0, end), delimiter);
    // The cell may go on in what follows.
    if (fault === "quote_open") continue;
    yield toRecords(rows);
    if (fault !== undefined || text.length - end > longestRow) throw refuse(fault ?? "row_too_long");
    text = text.slice(end);
  }
  const { rows, fault } = readCsvRows(text, delimiter);
  const records = toRecords(rows);
  const last = records.at(-1);
  if (last && fault === undefined && !/[\r\n]$/.test(text)) records[records.length - 1] = { ...last, isUnended: true };
  yield records;
  if (fault !== undefined) throw refuse(fault);
}
