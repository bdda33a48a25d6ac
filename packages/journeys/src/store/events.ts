import { dayMs } from "../durations.ts";

/** What is to be delivered, as it is stored in the transaction that it tells of: ids and codes, and no person. */
export interface EventRecord {
  /** The `webhook-id`: the same for every delivery. A second one of the same id is not stored. */
  readonly eventId: string;
  /** Such as `message.undeliverable`. */
  readonly type: string;
  /** The message that it is about. */
  readonly messageId: string | null;
  /** The receipt that it hands on. */
  readonly receiptId: string | null;
  readonly appIndex: string | null;
  readonly phoneIndex: string | null;
  /** Events of the same one are delivered in the order in which they were stored. */
  readonly orderedBy: string;
  readonly createdAt: number;
  /** What it says besides what is stored of its message and its receipt. */
  readonly facts: EventFacts;
}

export type EventFacts = Readonly<Record<string, unknown>>;

/** How long an event is tried. */
export const eventLifeMs = 3 * dayMs;

export type EventState = "waiting" | "delivered" | "dead";

/** What is delivered of a receipt, where something wants it: what it is about, the store finds. */
export interface ReceiptEvents {
  /** The receipt itself. */
  readonly receipt?: Pick<EventRecord, "eventId" | "type" | "facts"> | undefined;
  /** Whether a failure of the message it is about is one. */
  readonly undeliverable: boolean;
  /** That little of the day's quota is left: an id for each application. */
  readonly quota: readonly (Pick<EventRecord, "type" | "facts"> & { readonly idOf: string })[];
}
