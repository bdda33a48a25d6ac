import type { NxZalo } from "../client/client.ts";
import type { Receipt } from "../receipts/receipt.ts";
import type {
  JourneyState,
  OpenJourneyInput,
  SearchJourneysInput,
  SearchReceiptsInput,
  SendMessageInput,
  TokenType,
} from "../schemas/index.ts";

/** An amount of money: decimal text, never a float, so that no digit is lost. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** A journey as it is remembered, without its token. */
export interface JourneyView {
  readonly journeyId: string;
  readonly phone: string;
  readonly tokenType: TokenType;
  readonly reference?: string;
  readonly createdAt: Date;
  /** An estimate: the time of its making plus the type's days. */
  readonly expiresAt: Date;
  readonly state: JourneyState;
  /** Since when it is charged. */
  readonly acknowledgedAt?: Date;
  /** When NXCLOUD or Zalo said that its token is over. */
  readonly endedAt?: Date;
}

/**
 * Where a message stands. `unknown`: it may have been sent, and no receipt has told. `accepted`: NXCLOUD has it. `sent`: Zalo has it.
 */
export type MessageState = "unknown" | "accepted" | "sent" | "delivered" | "failed";

/** A message as it is remembered. */
export interface MessageView {
  /** Ours: it is made before the message is sent. */
  readonly messageId: string;
  /** NXCLOUD's; null where it gave none. */
  readonly requestId: string | null;
  readonly templateId: string;
  readonly ext?: string;
  readonly createdAt: Date;
  readonly state: MessageState;
  readonly sentAt?: Date;
  readonly deliveredAt?: Date;
  /** Zalo's reason for a failed one. */
  readonly failure?: { readonly code: number; readonly meaning: string; readonly hint: string };
}

/** A receipt as it is remembered. */
export interface ReceiptView {
  readonly receivedAt: Date;
  /** The message that it is about, where one is known. */
  readonly messageId?: string;
  /** As it came. */
  readonly receipt: Readonly<Record<string, unknown>>;
}

/** A journey with all that became of it. */
export interface JourneyDetails extends JourneyView {
  /** What its acknowledgement says; it is charged once. */
  readonly cost?: Money;
  /** The newest 200, oldest first. */
  readonly messages: readonly MessageView[];
  /** The acknowledgements and the newest of the others, 1,000 in all, oldest first. */
  readonly receipts: readonly ReceiptView[];
}

/** One page of journeys, newest first. */
export interface JourneyPage {
  readonly journeys: readonly JourneyView[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** One page of receipts that match nothing, newest first. */
export interface ReceiptPage {
  readonly receipts: readonly ReceiptView[];
  readonly nextCursor: string | null;
}

/** Whose data may be touched: application keys, `undefined` for the default one. Left out: all of them. */
export interface AccessScope {
  readonly appKeys?: readonly (string | undefined)[] | undefined;
}

/** What tells a call that is made again from another one. */
export interface CallContext {
  /** Default: the default application. */
  readonly appKey?: string | undefined;
  /** Whose idempotency key it is. */
  readonly caller?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** A journey that was opened. */
export interface OpenedJourney {
  readonly journeyId: string;
  readonly token: string;
  readonly phone: string;
  readonly tokenType: TokenType;
  readonly reference?: string;
  /** An estimate: the time of its making plus the type's days. */
  readonly expiresAt: Date;
  /** Whether it had been made before. */
  readonly reused: boolean;
}

/** A message that NXCLOUD has. */
export interface StoredMessage {
  readonly requestId: string | null;
  readonly messageId: string;
  /** Where it rides on a remembered one. */
  readonly journeyId?: string;
}

/** The bookkeeping of journeys, as `@nxzalo/journeys` fits it. */
export interface JourneyService {
  open(input: OpenJourneyInput, call: CallContext): Promise<OpenedJourney>;
  /** `drWebhook` goes with messages that name none. */
  send(
    input: SendMessageInput,
    call: CallContext & AccessScope & { readonly drWebhook?: string | undefined },
  ): Promise<StoredMessage>;
  /** Learns from a receipt; gives it back with the caller's own `ext`, and the message that it is about. */
  receive(receipt: Receipt): Promise<{ readonly receipt: Receipt; readonly messageId?: string | undefined }>;
  find(journeyId: string, scope?: AccessScope): Promise<JourneyDetails | undefined>;
  search(query: SearchJourneysInput, scope?: AccessScope): Promise<JourneyPage>;
  searchReceipts(query: SearchReceiptsInput): Promise<ReceiptPage>;
  /** Gives the number of journeys. */
  forget(what: { readonly journeyId: string } | { readonly phone: string }, scope?: AccessScope): Promise<number>;
  /** @throws ProxyError `unavailable` where nothing can be remembered now. */
  ping(): Promise<void>;
}

/** What a Worker's proxy hands to what makes its {@link JourneyService} from the bindings. */
export interface JourneyServiceOptions {
  /** Asks NXCLOUD. */
  readonly client: NxZalo;
  /** The key of the default application. */
  readonly appKey: string;
  /** Completes national numbers, such as `84`. Default: they are refused. */
  readonly defaultCountryCode?: string | undefined;
}
