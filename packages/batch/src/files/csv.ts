import { parse } from "#csv-parse";
import { type Delimiter, guessDelimiter, takeSeparatorLine } from "./delimiter.ts";
import { type TextEncoding, toUtf8, wrongEncoding } from "./encoding.ts";
import type { FileBytes } from "./file-bytes.ts";
import { fileError, issue } from "./refusal.ts";
import type { FileRecord } from "./table.ts";
import { isErrorText, withoutNeutraliser } from "./text.ts";

/** How a CSV file is read. */
export interface CsvFormat {
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
}

const lineEnds = /\r\n|\n|\r/g;
/** Bytes of one row: a quotation mark that is never closed makes one of all that follows. */
const longestRow = 1024 * 1024;

/** The delimiter of a file, by its `sep=` line or its line of headings, the first that is not empty or the one of that number. */
export async function findDelimiter(file: FileBytes, encoding: TextEncoding, headingRow?: number): Promise<Delimiter> {
  const decoder = new TextDecoder("utf-8");
  let text = "";
  for await (const bytes of toUtf8(file, encoding)) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > 64 * 1024) break;
  }
  const { delimiter, rest } = takeSeparatorLine(text);
  if (delimiter !== undefined) return delimiter;
  const lines = rest.split(lineEnds);
  const line = headingRow === undefined ? lines.find((one) => one.trim() !== "") : lines[headingRow - 1];
  return guessDelimiter(line ?? "");
}

/** The bytes without their `sep=` line, which is ASCII. */
function withoutSeparatorLine(bytes: Uint8Array): Uint8Array {
  const beginning = new TextDecoder("utf-8").decode(bytes.subarray(0, 16));
  return bytes.subarray(beginning.length - takeSeparatorLine(beginning).rest.length);
}

function readerError(error: { readonly code?: string }, row: number) {
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return fileError(issue("quote_open", "begins with a quotation mark that is not closed", [row]));
  const message = `is longer than ${longestRow} bytes: is a quotation mark of it not closed?`;
  return fileError(issue("row_too_long", message, [row]));
}

const [hash, capitalE] = [0x23, 0x45];
const [lineFeed, carriageReturn] = [0x0a, 0x0d];

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
    cells[index] = withoutNeutraliser(cell.normalize("NFC"));
  }
  return { row, cells, faults, lines };
}

/** The rows of a CSV file, some at a time, each numbered by the line on which it begins. Nothing is cast; texts are NFC. */
export async function* csvRecords(file: FileBytes, { encoding, delimiter }: CsvFormat): AsyncGenerator<FileRecord[]> {
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRow,
  });
  // The build for browsers stands on older streams, which take no Uint8Array, and lack the `destroy` that it calls at the end of nothing.
  const isForBrowsers = parser.destroy === undefined;
  const decoder = new TextDecoder("utf-8");
  parser.destroy ??= () => {};
  let failure: { readonly code?: string } | undefined;
  parser.on("error", (error) => {
    failure = error;
  });
  let row = 1;
  const readAll = (): FileRecord[] => {
    const records: FileRecord[] = [];
    for (let cells = parser.read(); cells !== null; cells = parser.read()) {
      const record = toRecord(row, cells, encoding);
      records.push(record);
      row += record.lines + 1;
    }
    return records;
  };
  let isFirst = true;
  let lastByte = lineFeed;
  for await (const bytes of toUtf8(file, encoding)) {
    const rest = isFirst ? withoutSeparatorLine(bytes) : bytes;
    if (rest.length < bytes.length) row += 1;
    isFirst = false;
    lastByte = rest.at(-1) ?? lastByte;
    if (rest.length > 0) parser.write(isForBrowsers ? decoder.decode(rest, { stream: true }) : rest);
    yield readAll();
    if (failure) throw readerError(failure, row);
  }
  let isEnded = false;
  const ended = new Promise<void>((resolve) => {
    parser.once("end", () => {
      isEnded = true;
      resolve();
    });
    parser.on("error", () => resolve());
  });
  // What a file that is cut off has of its last character.
  const cut = decoder.decode();
  if (cut !== "") parser.write(cut);
  parser.end();
  let last: FileRecord[] = [];
  while (!isEnded && failure === undefined) {
    const records = readAll();
    if (records.length > 0) {
      yield last;
      last = records;
    }
    await Promise.race([ended, new Promise<void>((resolve) => parser.once("readable", resolve))]);
  }
  if (failure) throw readerError(failure, row);
  const unended = lastByte === lineFeed || lastByte === carriageReturn ? undefined : last.pop();
  yield unended ? [...last, { ...unended, isUnended: true }] : last;
}
