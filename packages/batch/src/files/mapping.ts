import type { MessageField } from "./guess-columns.ts";

/** How a text that a person wrote becomes one that a template takes. */
export type ColumnFormat =
  /** A day, `31/01/2026`: also from `1/2/2026`, `2026-01-31`, `31.01.2026 07:30`. */
  | "date"
  /** A month first, as in the United States: `1/31/2026` becomes `31/01/2026`. A day that a sheet has as a day, not as a text, is certain without it. */
  | "date-month-first"
  /** A whole amount without separators and currency: `1.250.000 đ` becomes `1250000`. */
  | "money"
  /** As it stands. */
  | "text";

/** Where a value comes from: the heading of a column, or more about it. */
export type MappingSource = string | ColumnSource | ConstantSource;

/** A column. */
export interface ColumnSource {
  /** Its heading. */
  readonly column: string;
  /** Default: by the type of the variable in the registry of templates, otherwise as it stands. */
  readonly format?: ColumnFormat | undefined;
  /** What stands for what: `{ "Thái Lan": "66" }`. Case and tones do not matter; what is not listed stays. `-` and other signs stand for themselves alone. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** The same value in every row. */
export interface ConstantSource {
  /** The value. */
  readonly constant: string;
}

/** A time: of a column with day and hour, or of two. */
export interface TimeSource {
  /** The heading of the column with the day, and the hour where there is no `hourColumn`. */
  readonly column: string;
  /** The heading of a column with the hour alone. */
  readonly hourColumn?: string | undefined;
  /** Minutes that are added: -120 for two hours before. Default: 0. */
  readonly offsetMinutes?: number | undefined;
  /** Whether days that are texts have their month first. Default: `date`. */
  readonly format?: "date" | "date-month-first" | undefined;
  /** Where the hours are those of the clock. Default: the mapping's. */
  readonly timeZone?: string | undefined;
}

/** What the columns of a file are. What it does not name is guessed where that is certain, and otherwise a variable of the template. */
export interface Mapping {
  /** Where editors find the JSON Schema of this file. It is not read. */
  readonly $schema?: string | undefined;
  /** The fields of the message. */
  readonly fields?:
    | (Readonly<Partial<Record<Exclude<MessageField, "sendAt" | "notAfter">, MappingSource | undefined>>> & {
        readonly sendAt?: string | TimeSource | undefined;
        readonly notAfter?: string | TimeSource | undefined;
      })
    | undefined;
  /** Variables of the template, by their names. */
  readonly variables?: Readonly<Record<string, MappingSource>> | undefined;
  /** Labels, by their names. */
  readonly labels?: Readonly<Record<string, MappingSource>> | undefined;
  /** The headings of columns that are not used. */
  readonly ignore?: readonly string[] | undefined;
  /** The time zone of hours. Default: `Asia/Ho_Chi_Minh`. */
  readonly timeZone?: string | undefined;
}
