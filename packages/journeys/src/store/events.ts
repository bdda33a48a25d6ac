/** An event that is to be delivered, as it is stored in the transaction that it tells of. */
export interface EventRecord {
  /** The `webhook-id`: the same for every delivery. A second one of the same id is not stored. */
  readonly eventId: string;
  /** Such as `message.undeliverable`. */
  readonly type: string;
  /** The message that it is about. */
  readonly messageId: string | null;
  readonly appIndex: string | null;
  readonly phoneIndex: string | null;
  /** Events of the same one are delivered in the order of their times. */
  readonly orderedBy: string;
  readonly createdAt: number;
  /** What is delivered, encrypted. */
  readonly ciphertext: string;
}

export type EventState = "waiting" | "delivered" | "dead";
