import type { JourneyState, TokenType } from "../schemas/index.ts";

/** An amount of money: decimal text, never a float, so that no digit is lost. */
export interface Money {
  /** Decimal text such as `"200"` or `"0.0061"`. */
  readonly amount: string;
  /** As NXCLOUD names it, such as `VND`. */
  readonly currency: string;
}

/** A journey as it is stored, without its token. */
export interface JourneyView {
  /** NXCLOUD's id of it: decimal text, more than a number can hold. */
  readonly journeyId: string;
  /** The recipient's number, digits with the country code first. */
  readonly phone: string;
  readonly tokenType: TokenType;
  /** The caller's own name for it; absent where it was opened without one. */
  readonly reference?: string;
  /** That NXCLOUD does not know it: a staging process opened it for a phone that is not listed. */
  readonly simulated?: true;
  readonly createdAt: Date;
  /** An estimate: the time of its making plus the type's days. */
  readonly expiresAt: Date;
  /** Whether nothing has been charged, it is charged, or its token is over. */
  readonly state: JourneyState;
  /** Since when it is charged. */
  readonly acknowledgedAt?: Date;
  /** When NXCLOUD or Zalo said that its token is over. */
  readonly endedAt?: Date;
}

/**
 * Where a message stands. `scheduled`: it waits for its time. `unknown`: it may have been sent, and no receipt has told. `accepted`: NXCLOUD
 * has it. `sent`: Zalo has it. `delivered`: the recipient has it. `failed`: a receipt said that it was not sent. `refused`: it was surely not
 * sent, by NXCLOUD's word or because nothing reached it. `cancelled`, `superseded`, `expired`: it was not to be sent any more.
 */
export type MessageState =
  | "scheduled"
  | "unknown"
  | "accepted"
  | "sent"
  | "delivered"
  | "failed"
  | "refused"
  | "cancelled"
  | "superseded"
  | "expired";

/** A receipt as it is stored. */
export interface ReceiptView {
  readonly receivedAt: Date;
  /** The message that it is about, where one is known. */
  readonly messageId?: string;
  /** As it came. */
  readonly receipt: Readonly<Record<string, unknown>>;
}

/** Whose data may be touched. */
export interface AccessScope {
  /** Application keys, `undefined` for the default one. Default: those of all applications. */
  readonly appKeys?: readonly (string | undefined)[] | undefined;
}

/** A look at the whole data of one record. */
export interface Look {
  /** The caller who is shown it: the audit has an entry of that before the answer is given. Default: no entry, since it is masked. */
  readonly shownTo?: string | undefined;
}
