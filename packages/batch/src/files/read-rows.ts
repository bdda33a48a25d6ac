import { listed } from "../in-turn.ts";
import { csvRecords, findDelimiter } from "./csv.ts";
import { type Delimiter, delimiters } from "./delimiter.ts";
import { guessEncoding, type TextEncoding, textEncodings } from "./encoding.ts";
import { type FileBytes, readBytes } from "./file-bytes.ts";
import { fileError, issue, refuseUnknownOptions, settingError } from "./refusal.ts";
import { type FileRow, findHeadings, rowsBelow } from "./table.ts";
import { openWorkbook } from "./xlsx/workbook.ts";

/** How a file is read, where its own beginning does not say it. */
export interface ReadOptions {
  /** The encoding of a CSV file. Default: found, where it is certain. */
  readonly encoding?: TextEncoding | undefined;
  /** What separates its cells. Default: by the `sep=` line or the line of headings. */
  readonly delimiter?: Delimiter | undefined;
  /** The name of the sheet of an XLSX file. Default: the first. */
  readonly sheet?: string | undefined;
  /** The row of the headings, from 1. Default: the first that is not empty. */
  readonly headingRow?: number | undefined;
  /** Bytes that an XLSX file may inflate to. Default: 1 GiB. */
  readonly maxInflatedBytes?: number | undefined;
  /** How many times its packed size a part of an XLSX file may be. Default: 200. */
  readonly maxInflationRatio?: number | undefined;
}

/** What is known of a file before its rows are read. */
export interface FileFormat {
  /** What kind of file it is. */
  readonly format: "csv" | "xlsx";
  /** Of a CSV file: its encoding. */
  readonly encoding?: TextEncoding | undefined;
  /** Of a CSV file: what separates its cells. */
  readonly delimiter?: Delimiter | undefined;
  /** Of an XLSX file: the sheet that is read. */
  readonly sheet?: string | undefined;
  /** Of an XLSX file: the names of all its sheets. */
  readonly sheets?: readonly string[] | undefined;
  /** The row of the headings. */
  readonly headingRow: number;
  /** The headings, in the order of the columns; empty where a column has none. */
  readonly headings: readonly string[];
}

/** The rows of a file. They may be read more than once: each time from the beginning. */
export interface FileRows extends FileFormat, AsyncIterable<FileRow> {}

const known = ["encoding", "delimiter", "sheet", "headingRow", "maxInflatedBytes", "maxInflationRatio"];
const isCount = (value: number) => Number.isSafeInteger(value) && value > 0;

/** @throws ConfigError */
function checkOptions(options: ReadOptions): void {
  refuseUnknownOptions(options, known);
  const { encoding, delimiter, headingRow = 1, maxInflatedBytes = 1, maxInflationRatio = 1 } = options;
  const oneOf = (name: string, value: unknown, allowed: readonly string[]) =>
    value === undefined || allowed.includes(value as string)
      ? []
      : [issue("value_not_allowed", `must be one of ${JSON.stringify(allowed)}`, [name])];
  const counts = Object.entries({ headingRow, maxInflatedBytes, maxInflationRatio }).flatMap(([name, value]) =>
    isCount(value) ? [] : [issue("number_out_of_range", "must be a whole number from 1", [name])],
  );
  const wrong = [
    ...oneOf("encoding", encoding, textEncodings),
    ...oneOf("delimiter", delimiter, delimiters),
    ...counts,
  ];
  if (wrong.length > 0) throw settingError(...wrong);
}

const csvOptions = ["encoding", "delimiter"] as const;
const xlsxOptions = ["sheet"] as const;

/** @throws ConfigError for what says how the other kind of file is read: it would silently mean nothing. */
function refuseForeign(options: ReadOptions, format: FileFormat["format"]): void {
  const foreign = (format === "csv" ? xlsxOptions : csvOptions).filter((name) => options[name] !== undefined);
  if (foreign.length === 0) return;
  const message =
    format === "csv"
      ? "is of XLSX files, and this is a CSV file: leave it out"
      : "is of CSV files, and this is an XLSX file: leave it out";
  throw settingError(...foreign.map((name) => issue("option_of_other_format", message, [name])));
}

const startsWith = (bytes: Uint8Array, text: string) =>
  [...text].every((one, index) => bytes[index] === one.charCodeAt(0));
const beginningBytes = 256 * 1024;

/** How a CSV file is to be read, `isCertain` unless its encoding is a guess. */
async function csvFormatOf(file: FileBytes, beginning: Uint8Array, options: ReadOptions) {
  const guess = guessEncoding(beginning);
  const encoding = options.encoding ?? guess.encoding;
  const delimiter = options.delimiter ?? (await findDelimiter(file, encoding, options.headingRow));
  return { encoding, delimiter, isCertain: options.encoding !== undefined || guess.isCertain };
}

/** A file whose headings are known, and whether it has to be asked for its encoding first. */
export async function openRows(file: FileBytes, options: ReadOptions): Promise<FileRows & { isCertain: boolean }> {
  checkOptions(options);
  const beginning = await readBytes(file, 0, beginningBytes);
  if (startsWith(beginning, "\xd0\xcf\x11\xe0") || startsWith(beginning, "<"))
    throw fileError(
      issue("file_format_wrong", "is an old .xls, a page, or has a password: save it as XLSX or CSV UTF-8"),
    );
  if (startsWith(beginning, "PK\x03\x04")) {
    refuseForeign(options, "xlsx");
    const { sheets, sheet, records } = await openWorkbook(file, options);
    const headings = await findHeadings(records(), options.headingRow);
    return {
      format: "xlsx",
      sheet,
      sheets,
      headingRow: headings.row,
      headings: headings.names,
      isCertain: true,
      ...listed(() => rowsBelow(records(), headings)),
    };
  }
  refuseForeign(options, "csv");
  const { isCertain, ...format } = await csvFormatOf(file, beginning, options);
  const headings = await findHeadings(csvRecords(file, format), options.headingRow);
  return {
    format: "csv",
    ...format,
    headingRow: headings.row,
    headings: headings.names,
    isCertain,
    ...listed(() => rowsBelow(csvRecords(file, format), headings)),
  };
}

/**
 * Reads the rows of a CSV or XLSX file, in memory that does not grow with it (but for the texts that the cells of an XLSX file share).
 * XLSX takes the packages `fflate` and `saxes`.
 *
 * @param file a `File` or `Blob`; on Node, `await openAsBlob(path)`.
 * @throws InputError what is wrong with the file: `encoding_uncertain` where it may be one of several, `column_twice`, `file_too_large`, …
 * @throws ConfigError an option that does not exist, one of the other kind of file (`option_of_other_format`), or `package_missing`.
 * @example
 * ```ts
 * import { readRows } from "@nxzalo/batch/files";
 *
 * const rows = await readRows(new Blob(["SĐT;Mã đơn\n0912345678;DH1\n"]));
 * for await (const { row, values } of rows) console.log(row, values["Mã đơn"]); // 2 "DH1"
 * ```
 */
export async function readRows(file: FileBytes, options: ReadOptions = {}): Promise<FileRows> {
  const { isCertain, ...rows } = await openRows(file, options);
  if (isCertain) return rows;
  const message = `is not UTF-8: look at a preview, then name its encoding, such as ${rows.encoding}`;
  throw fileError(issue("encoding_uncertain", message, ["encoding"]));
}
