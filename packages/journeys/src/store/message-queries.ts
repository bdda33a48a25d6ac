import type { MessageState } from "@nxzalo/core/journeys";
import type { AttemptRecord, KnownMessage, KnownReceipt, Page } from "./records.ts";

/** Which messages to find; a field that is left out matches all. */
export interface MessageQuery extends Page {
  readonly appIndexes?: readonly string[] | undefined;
  readonly state?: MessageState | undefined;
  readonly phoneIndex?: string | undefined;
  readonly phoneEndingIndex?: string | undefined;
  readonly referenceIndex?: string | undefined;
  /** One of these, at most two: as this version folds it, and as one before did. */
  readonly foldedReferenceIndexes?: readonly string[] | undefined;
  readonly referenceEndingIndexes?: readonly string[] | undefined;
  readonly templateId?: string | undefined;
  /** NXCLOUD's or Zalo's, of the last attempt. */
  readonly code?: number | undefined;
  /** Each as `name=value`; a message has all of them. */
  readonly labels?: readonly string[] | undefined;
  readonly createdFrom?: number | undefined;
  readonly createdBefore?: number | undefined;
}

/** A message as a search reads it: what is shown of it in a list. */
export interface MessageSummary
  extends Pick<
    KnownMessage,
    | "messageId"
    | "journeyId"
    | "appIndex"
    | "ciphertext"
    | "createdAt"
    | "caller"
    | "labels"
    | "dueAt"
    | "notAfter"
    | "heldFor"
    | "state"
    | "requestId"
    | "upstreamCode"
    | "zaloError"
  > {}

/** A message with what is stored beside it. */
export interface FoundMessage {
  readonly message: KnownMessage;
  /** Those before the last one, oldest first. */
  readonly attempts: readonly AttemptRecord[];
  /** The newest ones, oldest first. */
  readonly receipts: readonly KnownReceipt[];
}

/** Which messages to count, and by what. */
export interface MessageCountQuery {
  readonly appIndexes?: readonly string[] | undefined;
  readonly from: number;
  readonly before: number;
  readonly by: "hour" | "state" | "code" | "template";
}

/** How many messages have one key. */
export interface MessageCount {
  /** Hours count from the epoch; null for messages that have none. */
  readonly key: string | number | null;
  readonly messages: number;
}

/** Of which reference the recipients are read. */
export interface RecipientQuery {
  readonly referenceIndex: string;
  readonly appIndexes?: readonly string[] | undefined;
  /** So many of its newest messages are looked at, and so many of their newest attempts. */
  readonly limit: number;
}

/** To whom an attempt went. */
export interface AttemptRecipient extends Pick<AttemptRecord, "attempt" | "state" | "attemptedAt"> {
  readonly messageId: string;
  readonly appIndex: string;
  /** Of an earlier attempt, the recipient of its journey; null where it had none. */
  readonly phoneIndex: string | null;
  /** The message's; null of an earlier attempt. */
  readonly ciphertext: string | null;
}

/** What is read of the messages of a store. */
export interface MessageQueries {
  /** A message by its id, with at most so many of its receipts. */
  findMessage(messageId: string, receiptLimit: number): Promise<FoundMessage | undefined>;
  /** Messages, newest first. Read from the index of the narrowest condition that is given. */
  searchMessages(query: MessageQuery): Promise<readonly MessageSummary[]>;
  /** The recipients of each attempt of a reference's messages that had more than one, in no order. */
  readRecipients(query: RecipientQuery): Promise<readonly AttemptRecipient[]>;
  /** Messages by what they are counted by, in no order. */
  countMessages(query: MessageCountQuery): Promise<readonly MessageCount[]>;
}

/** A label as it is found by. */
export const toLabel = ([name, value]: readonly [name: string, value: string]): string => `${name}=${value}`;
