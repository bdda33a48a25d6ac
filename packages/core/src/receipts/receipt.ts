import type { ZaloCode } from "./zalo-codes.ts";

/** What a message or a journey costs, as NXCLOUD says it. Never add receipts up: one message may tell its cost more than once. */
export interface Cost {
  /** Three letters in capitals, such as `VND`; as it came where it is anything else. */
  readonly currency: string;
  /** The price as NXCLOUD gives it. */
  readonly originalPrice: number;
}

/** How many messages an official account may send in a day. */
export interface Quota {
  /** What it may still send today; null where Zalo gave no whole number, such as `unlimited`: that stands in `raw`. */
  readonly remaining: number | null;
  /** What it may send in a day; null as above. */
  readonly daily: number | null;
}

/** Zalo's own answer about a message. Every field may be missing. */
export interface ZaloResult {
  /** Zalo's code; 0 is a success. */
  readonly error?: number;
  /** Zalo's words for the code. */
  readonly message?: string;
  /** NXCLOUD's `sysMsg`. */
  readonly systemMessage?: string;
  /** NXCLOUD's `cusMsg`. */
  readonly customerMessage?: string;
  /** Zalo's id of the message. */
  readonly messageId?: string;
  /** When Zalo sent it. */
  readonly sentAt?: Date;
  /** Zalo's `sending_mode`, as text. */
  readonly sendingMode?: string;
  /** The official account's quota of today. */
  readonly quota?: Quota;
}

interface Every {
  /** The receipt as it came, with all its fields. */
  readonly raw: Readonly<Record<string, unknown>>;
  /**
   * The same for every copy of one receipt: the key to tell duplicates by. Made from the status, the request's or journey's id and
   * its time. Null where the receipt has no id.
   */
  readonly eventId: string | null;
}

interface Known extends Every {
  /** NXCLOUD's words for the status; empty where it gave none. */
  readonly message: string;
  /** NXCLOUD's number for the status. */
  readonly code?: number;
  /** What the message was sent with. */
  readonly ext?: string;
}

interface OfMessage extends Known {
  /** NXCLOUD's id of the message. */
  readonly requestId: string;
  /** `YYYY-MM-DD HH:mm:ss`, as it came; no zone is documented. */
  readonly sendTime: string;
  /** `sendTime` read as UTC+8, which the one published sample suggests; null where it cannot be read. */
  readonly sentAt: Date | null;
}

/** The message was handed to Zalo. */
export interface SuccessReceipt extends OfMessage {
  /** Tells this receipt apart. */
  readonly status: "success";
  /** What the message costs. */
  readonly cost: Cost;
  /** Zalo's own answer. */
  readonly zalo: ZaloResult;
}

/** The message was not sent. */
export interface FailedReceipt extends OfMessage {
  /** Tells this receipt apart. */
  readonly status: "failed";
  /** Zalo's own answer. */
  readonly zalo: ZaloResult;
  /** What Zalo's code means and what to do; null where the receipt has none. */
  readonly reason: ZaloCode | null;
}

/** The message reached the recipient. */
export interface DeliveredReceipt extends OfMessage {
  /** Tells this receipt apart. */
  readonly status: "delivered";
  /** What the message costs, where the receipt says so. */
  readonly cost?: Cost;
}

/** The journey starts to be charged: what it costs is what this receipt says. */
export interface JourneyAcknowledgedReceipt extends Known {
  /** Tells this receipt apart. */
  readonly status: "journey_acknowledged";
  /** NXCLOUD's id of the message that began it. */
  readonly requestId: string;
  /** The journey that is charged: decimal text. */
  readonly journeyId: string;
  /** The Zalo official account. */
  readonly oaId: string;
  /** The Zalo application. */
  readonly appId: string;
  /** Since when it is charged. */
  readonly acknowledgedAt: Date;
  /** What the journey costs, once. */
  readonly cost: Cost;
}

/** The journey is over. Only the status is sure. */
export interface JourneyTimeOutReceipt extends Known {
  /** Tells this receipt apart. */
  readonly status: "journey_time_out";
  /** The journey that is over, where the receipt says so. */
  readonly journeyId?: string;
  /** The Zalo official account. */
  readonly oaId?: string;
  /** The Zalo application. */
  readonly appId?: string;
  /** What the receipt says that the journey costs. What counts is what `journey_acknowledged` says: never add the two up. */
  readonly cost?: Cost;
}

/** A status that is not documented, or a documented one without what it has to carry. */
export interface UnknownReceipt extends Every {
  /** Tells this receipt apart. */
  readonly status: "unknown";
}

/** What became of a message or a journey. Source: NXCLOUD, *Zalo webhook*. */
export type Receipt =
  | SuccessReceipt
  | FailedReceipt
  | DeliveredReceipt
  | JourneyAcknowledgedReceipt
  | JourneyTimeOutReceipt
  | UnknownReceipt;
