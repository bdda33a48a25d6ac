import { withTextMarks } from "@nxzalo/core/internal/text";
import { reasonText } from "../reason-text.ts";
import type { BatchResult } from "../types.ts";
import type { Delimiter } from "./delimiter.ts";
import type { WriteBytes } from "./file-bytes.ts";
import { resultHeadingsFor } from "./guess-columns.ts";
import { createSheetWriter } from "./xlsx/sheet-writer.ts";

/** How a result file is written. */
export interface ResultFileOptions {
  /** The headings of the source: `headings` of its rows. */
  readonly headings: readonly string[];
  /** Takes the bytes. */
  readonly write: WriteBytes;
  /** Default: `csv`, which can be read at any moment, also after a crash. An XLSX file is whole only once it is closed. */
  readonly format?: "csv" | "xlsx" | undefined;
  /** What separates the cells of a CSV file: the source's. Default: `,`. */
  readonly delimiter?: Delimiter | undefined;
  /** The language of the reasons. Default: `vi`. */
  readonly language?: "vi" | "en" | undefined;
}

/** A file with the columns of the source, and beside them what became of each row. */
export interface ResultFile {
  /** Writes one row. The next is taken when its bytes were. */
  add(result: BatchResult): Promise<void>;
  /** Writes what is left. */
  close(): Promise<void>;
}

interface RowWriter {
  add(cells: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

function createCsvWriter(write: WriteBytes, delimiter: Delimiter): RowWriter {
  const encoder = new TextEncoder();
  const quoted = (text: string) =>
    /["\r\n]|^\s|\s$/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  let isFirst = true;
  return {
    async add(cells) {
      // By its mark Excel tells UTF-8 from the encoding of the country.
      const mark = isFirst ? "\ufeff" : "";
      isFirst = false;
      await write(encoder.encode(`${mark}${cells.map((cell) => quoted(withTextMarks(cell))).join(delimiter)}\r\n`));
    },
    async close() {},
  };
}

/**
 * Writes a result file: the source's columns, then `messageId`, `state` and `reason`, or `result messageId`, `result state` and
 * `result reason` where the source has a column of one of these names itself. In a CSV file a cell that a spreadsheet would execute
 * begins with `'`, which `readRows` takes off again; it is UTF-8 with a byte-order mark. A run that is repeated writes the whole file anew.
 *
 * @throws ConfigError `package_missing`, where XLSX is asked for without `fflate`.
 * @example
 * ```ts
 * import { createResultFile } from "@nxzalo/batch/files";
 *
 * const parts: Uint8Array[] = [];
 * const file = await createResultFile({ headings: ["SĐT"], delimiter: ";", write: (bytes) => void parts.push(bytes) });
 * await file.add({ row: 2, state: "accepted", messageId: "0196…", changes: [], source: { SĐT: "0912345678" } });
 * await file.close();
 * ```
 */
export async function createResultFile(options: ResultFileOptions): Promise<ResultFile> {
  const { headings, write, format = "csv", delimiter = ",", language = "vi" } = options;
  const added = resultHeadingsFor(headings);
  const own = headings.filter((name) => name !== "" && !added.includes(name));
  const writer: RowWriter = format === "csv" ? createCsvWriter(write, delimiter) : await createSheetWriter(write);
  await writer.add([...own, ...added]);
  return {
    async add({ source = {}, messageId = "", state, reason }) {
      const why = reason ? `${reason.code}: ${reasonText(reason, language)}` : "";
      await writer.add([...own.map((name) => source[name] ?? ""), messageId, state, why]);
    },
    close: () => writer.close(),
  };
}
