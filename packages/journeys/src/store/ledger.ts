import type { Money } from "@nxzalo/core/journeys";
import type { AuditRecord, KnownJourney, KnownMessage, Labels } from "./records.ts";

/**
 * What an entry is: a charge of a journey or of a single message, the same where its month was closed, what was deleted without a charge, or that
 * this has failed after all.
 */
export type LedgerKind = "journey" | "message" | "journey_correction" | "message_correction" | "uncharged" | "failed";

/** What was charged, or ended without a charge. No person stands in it, and it is never changed. */
export interface LedgerEntry {
  /** Made of what is charged, so that copies of a receipt book it once. */
  readonly entryId: string;
  readonly kind: LedgerKind;
  /** When it was charged, by NXCLOUD; when the message of an uncharged attempt was stored. */
  readonly at: number;
  /** In which month it counts: `at`, or the start of the open month where that of `at` was closed. */
  readonly countedAt: number;
  readonly bookedAt: number;
  readonly journeyId: string | null;
  readonly messageId: string | null;
  readonly requestId: string | null;
  readonly appIndex: string | null;
  readonly templateId: string | null;
  readonly tokenType: string | null;
  readonly caller: string | null;
  readonly labels: Labels | null;
  /** As NXCLOUD wrote it, decimal text; null for what is uncharged. */
  readonly amount: string | null;
  readonly currency: string | null;
}

/** Whether it is the charge of a journey. */
export const isOfJourney = (kind: LedgerKind): boolean => kind.startsWith("journey");

/** A charge whose month is closed is a correction of the open one. */
export const kindOf = (ofJourney: boolean, { at, countedAt }: Pick<LedgerEntry, "at" | "countedAt">): LedgerKind =>
  `${ofJourney ? "journey" : "message"}${countedAt === at ? "" : "_correction"}` as LedgerKind;

/** A receipt that says what is charged. */
export interface ChargingReceipt {
  readonly acknowledges: boolean;
  /** As the receipt names it, otherwise that of the attempt. */
  readonly journeyId: string | null;
  readonly requestId: string | null;
  /** The message that its `ext` names, also where that was deleted. */
  readonly messageId: string | null;
  /** The message's attempt that it is about; null where it names none. */
  readonly attempt: number | null;
  readonly charge: Money | null;
  readonly at: number;
  readonly receivedAt: number;
}

/**
 * The entry of a charge; `undefined` where the receipt charges nothing by itself: a message on a journey is paid with the journey, which its
 * acknowledgement tells.
 */
function chargeId(
  receipt: ChargingReceipt,
  message: (Pick<LedgerEntry, "messageId" | "journeyId"> & { readonly hasToken: boolean }) | undefined,
): string | undefined {
  if (receipt.acknowledges) {
    if (receipt.journeyId !== null) return `journey:${receipt.journeyId}`;
    return message && receipt.requestId !== null ? `request:${receipt.requestId}` : undefined;
  }
  const isSingle = message?.journeyId === null && !message.hasToken;
  return isSingle ? `message:${message.messageId}:${receipt.attempt ?? 1}` : undefined;
}

/** What is stored of what a receipt charges. */
export interface ChargedRows {
  readonly message?: KnownMessage | undefined;
  readonly journey?: KnownJourney | undefined;
  /** What was booked of a message when it was deleted without a charge. */
  readonly former?: LedgerEntry | undefined;
}

/** What is booked of a receipt, but for when it counts; nothing where it charges nothing by itself. */
export function toCharge(
  receipt: ChargingReceipt,
  charge: Money,
  { message, journey, former }: ChargedRows,
): Omit<LedgerEntry, "kind" | "countedAt"> | undefined {
  const journeyId = receipt.journeyId ?? former?.journeyId ?? null;
  const entryId = chargeId({ ...receipt, journeyId }, message ?? (former && { ...former, hasToken: false }));
  if (entryId === undefined) return undefined;
  return {
    entryId,
    at: receipt.at,
    bookedAt: receipt.receivedAt,
    journeyId,
    messageId: message?.messageId ?? former?.messageId ?? null,
    requestId: receipt.requestId,
    appIndex: message?.appIndex ?? journey?.appIndex ?? former?.appIndex ?? null,
    templateId: message?.templateId ?? former?.templateId ?? null,
    tokenType: journey?.tokenType ?? former?.tokenType ?? null,
    caller: message?.caller ?? journey?.caller ?? former?.caller ?? null,
    labels: message?.labels ?? former?.labels ?? readLabels(journey),
    ...charge,
  };
}

/** The entry of an attempt that ended without a charge. */
export const unchargedId = (messageId: string, attempt: number): string => `uncharged:${messageId}:${attempt}`;

/** The entry that says that such an attempt has failed. */
export const failedId = (messageId: string, attempt: number): string => `failed:${messageId}:${attempt}`;

/** A part of the ledger: from a time on, before another, of some or all applications. */
export interface LedgerPeriod {
  readonly from: number;
  readonly before: number;
  readonly appIndexes?: readonly string[] | undefined;
}

/** What charges are grouped by: a quarter of an hour, so that the days of any time zone can be made of it, or what they were made for. */
export type CostKey = "quarterHour" | "templateId" | "tokenType" | "appIndex" | "caller" | "labels";

/** Charges of one price. */
export interface CostGroup {
  /** A quarter hour counts from the epoch; labels are JSON text. Null where there is nothing to group by. */
  readonly key: string | number | null;
  readonly kind: LedgerKind;
  readonly amount: string;
  readonly currency: string;
  readonly count: number;
}

/** What NXCLOUD has, and no receipt has charged. */
export interface UnchargedGroup {
  readonly isJourney: boolean;
  /** Of journeys. */
  readonly tokenType: string | null;
  /** Of single messages. */
  readonly templateId: string | null;
  readonly count: number;
}

/** Which price to find: the latest one of a token type, or of a template's single messages. */
export interface PriceQuery {
  readonly isJourney: boolean;
  /** The token type or the template. */
  readonly of: string;
  readonly before: number;
  readonly appIndexes?: readonly string[] | undefined;
}

/** A page of the ledger, by the time of the charges themselves. */
export interface LedgerQuery extends LedgerPeriod {
  readonly after?: Pick<LedgerEntry, "countedAt" | "entryId"> | undefined;
  readonly limit: number;
}

/** A month that was closed, in Vietnam's calendar, such as `2026-11`. */
export interface ClosedMonth {
  readonly month: string;
  readonly closedAt: number;
}

/** The ledger of a store: append-only, and it outlives what it is about. */
export interface LedgerRecords {
  /** Sums' parts: charges that count in a period, grouped by price. */
  readCosts(query: LedgerPeriod & { readonly key?: CostKey | undefined }): Promise<readonly CostGroup[]>;
  /** What NXCLOUD accepted in a period and no receipt has charged, also where it was deleted since. */
  readUncharged(period: LedgerPeriod): Promise<readonly UnchargedGroup[]>;
  /** The latest price before a time. */
  latestPrice(query: PriceQuery): Promise<Money | undefined>;
  /** Charges whose own time is in a period, in the order in which they count. */
  readLedger(query: LedgerQuery): Promise<readonly LedgerEntry[]>;
  /**
   * Closes a month and all before it, and adds the entry to the audit: what is charged in them later counts in the open one. Gives how it
   * was closed first.
   */
  closeMonth(request: ClosedMonth & { readonly entry: AuditRecord }): Promise<ClosedMonth>;
}

/** The labels of a journey that is known. */
export const readLabels = (journey: KnownJourney | undefined): Labels | null =>
  journey?.labels == null ? null : (JSON.parse(journey.labels) as Labels);
