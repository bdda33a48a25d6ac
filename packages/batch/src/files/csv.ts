import { parse } from "#csv-parse";
import { type Delimiter, guessDelimiter, takeSeparatorLine } from "./delimiter.ts";
import { decode, type TextEncoding } from "./encoding.ts";
import type { FileBytes } from "./file-bytes.ts";
import { fileError, issue } from "./refusal.ts";
import type { FileRecord } from "./table.ts";
import { isErrorText, toNfc, withoutNeutraliser } from "./text.ts";

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
  let text = "";
  for await (const part of decode(file, encoding)) {
    text += part;
    if (text.length > 64 * 1024) break;
  }
  const { delimiter, rest } = takeSeparatorLine(text);
  if (delimiter !== undefined) return delimiter;
  const lines = rest.split(lineEnds);
  const line = headingRow === undefined ? lines.find((one) => one.trim() !== "") : lines[headingRow - 1];
  return guessDelimiter(line ?? "");
}

function readerError(error: { readonly code?: string }, row: number) {
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return fileError(issue("quote_open", "begins with a quotation mark that is not closed", [row]));
  const message = `is longer than ${longestRow} bytes: is a quotation mark of it not closed?`;
  return fileError(issue("row_too_long", message, [row]));
}

const lineBreaks = (cells: readonly string[]) =>
  cells.reduce(
    (sum, cell) => (cell.includes("\n") || cell.includes("\r") ? sum + (cell.match(lineEnds) ?? []).length : sum),
    0,
  );

function toRecord(row: number, cells: string[]): FileRecord {
  let faults: Map<number, "cell_error"> | undefined;
  for (const [index, cell] of cells.entries()) {
    if (cell === "") continue;
    cells[index] = toNfc(withoutNeutraliser(cell));
    if (isErrorText(cell)) faults = (faults ?? new Map()).set(index, "cell_error");
  }
  return { row, cells, faults };
}

/** The rows of a CSV file, each numbered by the line on which it begins. Nothing is cast; texts are NFC. */
export async function* csvRecords(file: FileBytes, { encoding, delimiter }: CsvFormat): AsyncGenerator<FileRecord> {
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRow,
  });
  let failure: { readonly code?: string } | undefined;
  parser.on("error", (error) => {
    failure = error;
  });
  let row = 1;
  function* readAll() {
    for (let cells = parser.read(); cells !== null; cells = parser.read()) {
      const breaks = lineBreaks(cells);
      yield toRecord(row, cells);
      row += breaks + 1;
    }
  }
  try {
    let isFirst = true;
    for await (const text of decode(file, encoding)) {
      const { rest } = isFirst ? takeSeparatorLine(text) : { rest: text };
      if (rest !== text) row += 1;
      isFirst = false;
      parser.write(rest);
      yield* readAll();
      if (failure) throw readerError(failure, row);
    }
    // By the event: the build for browsers has no `readableEnded`.
    let isEnded = false;
    const ended = new Promise<void>((resolve) => {
      parser.once("end", () => {
        isEnded = true;
        resolve();
      });
      parser.on("error", () => resolve());
    });
    parser.end();
    while (!isEnded && failure === undefined) {
      yield* readAll();
      await Promise.race([ended, new Promise<void>((resolve) => parser.once("readable", resolve))]);
    }
    if (failure) throw readerError(failure, row);
  } finally {
    parser.destroy?.();
  }
}
