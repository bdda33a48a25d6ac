/**
 * Thousands of rows, each sent once: cleaned, checked beforehand, paced, resumed. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
export type { BatchInput, BatchMessage, BatchResult, BatchRow, BatchState, Change, RefusedRow } from "./types.ts";
