import type { TemplateData, TokenType } from "@nxzalo/core";
import type { Issue } from "@nxzalo/core/errors";
import type { Labels } from "@nxzalo/core/journeys";

/** The values of one row, by the headings of their columns, as text. */
export type RowValues = Readonly<Record<string, string>>;

/** One row of a file. */
export interface BatchRow {
  /** Its number in the file, as people see it: the heading of a file is row 1. */
  readonly row: number;
  /** What its cells hold. */
  readonly values: RowValues;
}

/** A value that was corrected because only one thing can have been meant. */
export interface Change {
  /** The field of the message: `["phone"]`, or `["templateData", "date"]`. */
  readonly path: readonly string[];
  /** Why, each a stable name: `phone_zero_restored`, `phone_float_removed`. */
  readonly codes: readonly string[];
  /** What the row had. */
  readonly from: string;
  /** What is sent. */
  readonly to: string;
}

/** A message to be sent, as one row of a file has it: what `POST /v1/messages` takes, with the row's number. */
export interface BatchMessage {
  /** The row's number in the file. */
  readonly row: number;
  /** The recipient's number, as the row has it: it is read, and corrected where that is certain. */
  readonly phone?: string | undefined;
  /** The country code of a phone that has none, such as `66`. Default: the batch's `defaultCountryCode`. */
  readonly countryCode?: string | undefined;
  /** The id of the approved template. */
  readonly templateId: string;
  /** The template's variables, by name. */
  readonly templateData: TemplateData;
  /** The sender's own name for the parcel or the order: a row is sent once for it. */
  readonly reference?: string | undefined;
  /** With a reference, the message rides on its journey of this type. */
  readonly tokenType?: TokenType | undefined;
  /** When it is to be sent (ISO 8601 with an offset). Default: at once. */
  readonly sendAt?: string | undefined;
  /** After this time (ISO 8601 with an offset) it is not sent any more. */
  readonly notAfter?: string | undefined;
  /** A newer message of the same topic and reference replaces one that still waits. */
  readonly topic?: string | undefined;
  /** Pairs by which messages are found, and costs told apart. */
  readonly labels?: Labels | undefined;
  /** The name of the application. Default: the gateway's. */
  readonly app?: string | undefined;
  /** What was corrected before the batch got it. */
  readonly changes?: readonly Change[] | undefined;
  /** The row as the file has it; comes back in the result. */
  readonly source?: RowValues | undefined;
}

/** A row of which no message can be made. */
export interface RefusedRow {
  /** The row's number in the file. */
  readonly row: number;
  /** What is wrong with it. */
  readonly issues: readonly Issue[];
  /** The row as the file has it; comes back in the result. */
  readonly source?: RowValues | undefined;
}

/** What a batch takes: a message, or a row of which none can be made, so that it is reported in its place. */
export type BatchInput = BatchMessage | RefusedRow;

/**
 * What became of a row.
 *
 * - `accepted`: it was taken to be sent at once, in this run or an earlier one.
 * - `scheduled`: it was taken to be sent later.
 * - `refused`: nothing was sent, and `reason` says what to do.
 * - `unknown`: it may or may not have been sent; it is not repeated by itself.
 * - `skipped`: it says the same as an earlier row of the file, or the batch was stopped before it began.
 */
export type BatchState = "accepted" | "scheduled" | "refused" | "unknown" | "skipped";

/** Why a row was refused or skipped, or why nothing is known of it. */
export interface BatchReason {
  /** A stable name: an issue's (`phone_landline`), or an error's (`balance_insufficient`). */
  readonly code: string;
  /** What to do about it, in English. */
  readonly message: string;
  /** What to do about it, in Vietnamese. */
  readonly vietnamese: string;
  /** The field that it is about, where it is about one. */
  readonly path?: readonly (string | number)[] | undefined;
  /** The earlier row that it is about, where it is about one. */
  readonly row?: number | undefined;
  /** NXCLOUD's own code, where it refused. */
  readonly upstreamCode?: number | undefined;
}

/** What became of one row. */
export interface BatchResult {
  /** The row's number in the file. */
  readonly row: number;
  /** What became of it. */
  readonly state: BatchState;
  /** The Idempotency-Key that it was sent under; absent where it was not sent. */
  readonly idempotencyKey?: string | undefined;
  /** The stored message, where there is a store. */
  readonly messageId?: string | undefined;
  /** NXCLOUD's id of the message, once it gave one. */
  readonly requestId?: string | null | undefined;
  /** When it will be sent, of one that is scheduled. */
  readonly sendAt?: Date | undefined;
  /** Why, of one that is refused, unknown or skipped. */
  readonly reason?: BatchReason | undefined;
  /** What was corrected in it. */
  readonly changes: readonly Change[];
  /** The row as the file has it, where the message had it. */
  readonly source?: RowValues | undefined;
}
