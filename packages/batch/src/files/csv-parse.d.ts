/** The part of csv-parse that is used: its own types need Node's, also where its build for browsers is meant. */
declare module "#csv-parse" {
  /** What {@link parse} throws: its code, and how many rows it has read before. */
  export interface ParseError extends Error {
    readonly code: string;
    readonly records: number;
  }
  export function parse(
    text: string,
    options: {
      readonly delimiter: string;
      readonly record_delimiter: readonly string[];
      readonly relax_column_count: boolean;
      readonly relax_quotes: boolean;
      readonly max_record_size: number;
      /** How many rows are read at most. */
      readonly to?: number;
    },
  ): string[][];
}
