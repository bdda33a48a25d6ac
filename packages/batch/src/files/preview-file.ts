import type { BatchRow } from "../types.ts";
import type { FileBytes } from "./file-bytes.ts";
import { type ColumnGuess, guessColumns } from "./guess-columns.ts";
import { type FileFormat, openRows, type ReadOptions } from "./read-rows.ts";

/** What a person looks at before a file is read: its first rows, and what was found out about it. */
export interface FilePreview extends FileFormat {
  /** Whether its encoding can be no other. Where it is not, a person has to say whether the rows are readable. */
  readonly isEncodingCertain: boolean;
  /** The first rows, ten at most. */
  readonly rows: readonly BatchRow[];
  /** What each column seems to be. */
  readonly columns: readonly ColumnGuess[];
}

const previewed = 10;

/**
 * The beginning of a file as it would be read. An encoding that is only a guess is used here, and refused by `readRows` until it is named.
 *
 * @throws InputError, ConfigError as `readRows` does.
 * @example
 * ```ts
 * import { previewFile } from "@nxzalo/batch/files";
 *
 * const preview = await previewFile(new Blob(["SĐT;Mã đơn\n0912345678;DH1\n"]));
 * console.log(preview.encoding, preview.delimiter); // "utf-8" ";"
 * console.log(preview.columns.map(({ field }) => field)); // ["phone", "reference"]
 * ```
 */
export async function previewFile(file: FileBytes, options: ReadOptions = {}): Promise<FilePreview> {
  const opened = await openRows(file, options);
  const rows: BatchRow[] = [];
  for await (const { row, values } of opened) {
    rows.push({ row, values });
    if (rows.length === previewed) break;
  }
  const { isCertain: isEncodingCertain, [Symbol.asyncIterator]: _, ...format } = opened;
  return { ...format, isEncodingCertain, rows, columns: guessColumns(format.headings) };
}
