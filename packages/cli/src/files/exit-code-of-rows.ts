import { type ExitCode, exitCodes } from "../exit-codes.ts";

/** What became of the rows of a file, or would. */
export interface RowsEnd {
  /** Whether each row has come to what it is there for. */
  readonly isWhole: boolean;
  /** Rows that have. */
  readonly sent: number;
  /** Rows that may have. */
  readonly unknown: number;
}

/** What a command ends with that goes through a file: a run as its dry run, so that the one foretells the other. */
export function exitCodeOfRows({ isWhole, sent, unknown }: RowsEnd): ExitCode {
  if (isWhole) return exitCodes.done;
  if (sent > 0) return exitCodes.partly;
  return unknown > 0 ? exitCodes.unknown : exitCodes.failed;
}
