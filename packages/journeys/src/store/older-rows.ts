import type { MessageRecord } from "./records.ts";

/** What versions before 0.1.0-next.4 stored with fewer columns. */
export type OlderKind = "journeys" | "messages" | "receipts";

/** A row of such a version, some of whose columns are empty until it is read anew. */
export interface OlderRow {
  readonly row: string;
  readonly ciphertext: string;
  /** The journey of a message; null otherwise. */
  readonly journeyId: string | null;
  /** When it was stored. */
  readonly at: number;
}

/** A message with the columns that an older version did not have. */
export type CompletedMessage = Pick<
  MessageRecord,
  "messageId" | "referenceIndex" | "foldedReferenceIndex" | "referenceEndingIndex" | "phoneEndingIndex"
> & { readonly templateId: string };

/** What is read anew of older versions. Receipts are taken once more by `receive`. */
export interface OlderRecords {
  /** A page of what an older version stored and was not read anew, by its ids; empty `after` at first. */
  readOlder(query: {
    readonly kind: OlderKind;
    readonly after: string;
    readonly limit: number;
  }): Promise<readonly OlderRow[]>;
  /** Fills the columns of such journeys; others stay as they are. */
  completeJourneys(journeys: readonly { readonly journeyId: string; readonly tokenType: string }[]): Promise<void>;
  /** Fills the columns of such messages; others stay as they are. */
  completeMessages(messages: readonly CompletedMessage[]): Promise<void>;
}
