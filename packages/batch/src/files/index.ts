/**
 * CSV and XLSX files as rows, their columns as messages of a batch, and result files. Runs on Node and in browsers.
 *
 * @module
 */
export type { BatchRow } from "../types.ts";
export type { Delimiter } from "./delimiter.ts";
export type { TextEncoding } from "./encoding.ts";
export type { FileBytes, WriteBytes } from "./file-bytes.ts";
export { type ColumnGuess, guessColumns, type MessageField } from "./guess-columns.ts";
export type { ColumnFormat, ColumnSource, ConstantSource, Mapping, MappingSource, TimeSource } from "./mapping.ts";
export { parseMapping } from "./parse-mapping.ts";
export { type FilePreview, previewFile } from "./preview-file.ts";
export { type FileFormat, type FileRows, type ReadOptions, readRows } from "./read-rows.ts";
export { createResultFile, type ResultFile, type ResultFileOptions } from "./result-file.ts";
export {
  findStatementHeadings,
  guessStatementColumns,
  type Statement,
  type StatementColumns,
  type StatementRow,
  toStatement,
} from "./statement.ts";
export type { FileRow } from "./table.ts";
export { type MessageOptions, toMessages } from "./to-messages.ts";
