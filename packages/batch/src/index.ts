/**
 * Thousands of rows, each sent once: cleaned, checked beforehand, paced, resumed. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
export { type Batch, createBatch } from "./batch.ts";
export type { BatchCheck } from "./check.ts";
export type { CheckSummary } from "./check-summary.ts";
export type { CheckedRow, CheckVerdict } from "./checked-row.ts";
export type { OutgoingContent, OutgoingMessage } from "./messages.ts";
export type {
  BatchOptions,
  CheckedMessage,
  Quota,
  RowOptions,
  RunOptions,
  SendAnswer,
} from "./options.ts";
export { reasonText } from "./reason-text.ts";
export type { BatchRun, Rows } from "./run.ts";
export type { AbortSignalLike } from "./stop.ts";
export type { RunSummary } from "./summaries.ts";
export type {
  BatchInput,
  BatchMessage,
  BatchReason,
  BatchResult,
  BatchRow,
  BatchState,
  Change,
  RefusedRow,
  RowValues,
} from "./types.ts";
