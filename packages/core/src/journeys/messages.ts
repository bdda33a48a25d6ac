import type { Issue } from "../errors.ts";
import type { TemplateData } from "../schemas/index.ts";
import type { AccessScope, JourneyView, MessageState, Money, ReceiptView } from "./views.ts";

/** Pairs by which a caller groups messages, such as a shop or a trip: no person's. */
export type Labels = Readonly<Record<string, string>>;

/** Why a message waits for longer than it was asked to: its template's quiet hours, the day's quota, or another try after a failure. */
export type HeldFor = "quiet_hours" | "quota" | "retry";

/** A message as a search finds it. */
export interface StoredMessage {
  /** The store's own id, a UUID: it is made before the message is sent. */
  readonly messageId: string;
  readonly state: MessageState;
  /** The recipient's number, which a proxy masks as `84*****1795`; null where an older version did not store it. */
  readonly phone: string | null;
  /** The caller's own name for its journey; absent where there is none. */
  readonly reference?: string;
  readonly templateId: string;
  /** The configured name of its application; null where no configured one is it. */
  readonly app: string | null;
  /** Who asked for it; null where no caller was named, or an older version stored it. */
  readonly caller: string | null;
  readonly labels: Labels;
  /** That it reaches nobody: a staging process was asked for it, and its phone is not listed. */
  readonly simulated?: true;
  readonly createdAt: Date;
  /** When it is due, of a message that waits or has waited. */
  readonly sendAt?: Date;
  /** By when it has to have gone out, of a message that waits or has waited. */
  readonly notAfter?: Date;
  /** Why it waits for longer than it was asked to. */
  readonly heldFor?: HeldFor;
  /** NXCLOUD's id of its last attempt; null where it gave none. */
  readonly requestId: string | null;
  /** NXCLOUD's code, where it refused the last attempt. */
  readonly upstreamCode?: number;
  /** Zalo's code, where a receipt said that the last attempt failed. */
  readonly zaloError?: number;
}

/** One attempt to send a message. */
export interface MessageAttempt {
  /** From 1 on. */
  readonly attempt: number;
  readonly state: MessageState;
  /** When it was begun. */
  readonly attemptedAt: Date;
  /** NXCLOUD's id of it; null where it gave none. */
  readonly requestId: string | null;
  /** NXCLOUD's code, where it refused. */
  readonly upstreamCode?: number;
  /** Zalo's code, where a receipt said that it failed. */
  readonly zaloError?: number;
}

/** A message with its attempts, its receipts and its journey. */
export interface MessageDetails extends StoredMessage {
  /** What it is about, where it was asked for with a topic. */
  readonly topic?: string;
  /** Oldest first; the last one is the message's own. */
  readonly attempts: readonly MessageAttempt[];
  /** The newest 200, oldest first. */
  readonly receipts: readonly ReceiptView[];
  /** What its receipts say that it cost: as the acknowledgement of its journey, or by itself where it has no journey. */
  readonly cost?: Money;
  /** The stored journey that it was sent on. */
  readonly journey?: JourneyView;
  /** The template's data, where it is shown to a caller by name; absent where it is erased. */
  readonly templateData?: TemplateData;
}

/** One page of messages, newest first. */
export interface MessagePage {
  readonly messages: readonly StoredMessage[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** How many messages there were, by what they were counted by. */
export interface MessageStats {
  readonly rows: readonly {
    /** An hour's beginning in ISO 8601, a state, a code or the id of a template; null for messages that have none. */
    readonly key: string | null;
    readonly messages: number;
  }[];
  /** All of them. */
  readonly messages: number;
}

/** Who sends a message again, and what they may. */
export interface ResendOptions extends AccessScope {
  /** Their name: without `mayForce`, only messages that they asked for are theirs. */
  readonly caller?: string | undefined;
  /** Whether they may act on others' messages, and on one that may have been sent. Default: false. */
  readonly mayForce?: boolean | undefined;
  /** Whether they may see what was written for a recipient, and so have it sent to another one. Default: false. */
  readonly seesPeople?: boolean | undefined;
  /** Where NXCLOUD posts the receipts, where the message names no `drWebhook`. Default: as `createJourneys` was told. */
  readonly drWebhook?: string | undefined;
}

/** Who cancels a message, and what they may. */
export interface CancelOptions extends AccessScope {
  /** Their name: without `ofOthers`, only messages that they asked for are theirs. */
  readonly caller?: string | undefined;
  /** Whether they may cancel what others asked for. Default: false. */
  readonly ofOthers?: boolean | undefined;
}

/** A message that was cancelled. */
export interface CancelledMessage {
  readonly messageId: string;
  readonly state: "cancelled";
}

/** What became of many messages that were to be cancelled. */
export interface CancelManyResult {
  /** How many messages the conditions fit, 1,000 at most: the newest. */
  readonly matched: number;
  /** Whether they fit more. */
  readonly hasMore: boolean;
  /** How many of those waited. */
  readonly cancellable: number;
  /** How many were cancelled: none by a dry run. */
  readonly cancelled: number;
}

/** What became of many messages that were to be sent again. */
export interface ResendManyResult {
  /** How many messages the conditions fit, 1,000 at most: the newest. */
  readonly matched: number;
  /** Whether they fit more. */
  readonly hasMore: boolean;
  /** How many of those had been refused, had failed or expired. */
  readonly resendable: number;
  /** How many were sent again: none by a dry run. */
  readonly resent: number;
  /** How many were not, by the codes of their errors. */
  readonly failed: Readonly<Record<string, number>>;
  /** How many there was no time for: the same call goes on with them. */
  readonly left: number;
}

/** Whose messages may be seen, and what of them. */
export interface MessageScope extends AccessScope {
  /** Application keys by their configured names: a message's `app` is one of these. Default: the default application alone. */
  readonly apps?: Readonly<Record<string, string>> | undefined;
}

/** What would become of a message, if it were sent now. */
export interface MessageCheck {
  /** Where the message of its idempotency key stands: it is sent again only where that is `refused`. Null where the key has sent none. */
  readonly known: MessageState | null;
  /** What is wrong with it, of the first 20 things. `content_changed`: its key has sent a message with other content. */
  readonly issues: readonly Issue[];
  /** Whether its recipient is not to be written to. */
  readonly suppressed: boolean;
  /** When it would go, or when it goes where it waits already; absent where that is at once. */
  readonly sendAt?: Date;
  /** What holds it until then; absent where it was asked for that time. `quota`: what is left of the day's quota, as receipts tell, is kept. */
  readonly heldFor?: HeldFor;
  /** What it costs by itself, as the registry of templates says; absent where that says nothing, and where it is not sent. */
  readonly estimate?: Money;
}

/** What would become of messages, in the order in which they were asked for. */
export interface MessageChecks {
  readonly results: readonly MessageCheck[];
}
