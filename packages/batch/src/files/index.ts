/**
 * Files of rows for `@nxzalo/batch`.
 *
 * @module
 */
export type { BatchRow } from "../types.ts";
