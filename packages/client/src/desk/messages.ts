import { InputError } from "@nxzalo/core/errors";
import type {
  CancelledMessage,
  CancelManyResult,
  HeldFor,
  MessageChecks,
  MessageDetails,
  MessagePage,
  MessageState,
  MessageStats,
  PassedOver,
  ResendManyResult,
} from "@nxzalo/core/journeys";
import type {
  MessageConditions,
  MessageStatsInput,
  ResendManyInput,
  ResendMessageInput,
  SearchMessagesInput,
} from "@nxzalo/core/schemas";
import type { MessageRequest } from "../messages.ts";
import type { ProxyCallOptions } from "../options.ts";
import { readAnswer as read } from "../read-answer.ts";
import type { Send } from "../send.ts";

/** A message that was sent again. */
export interface ResentMessage {
  readonly messageId: string;
  readonly state: MessageState;
  /** NXCLOUD's id of the attempt; null where it gave none. */
  readonly requestId: string | null;
  /** When it is due, where it waits: `state` is `scheduled` then. */
  readonly sendAt?: Date;
  /** Why it waits: its quiet hours, or the day's quota. */
  readonly heldFor?: HeldFor;
  /** The stored journey that it was sent on; absent where there is none. */
  readonly journeyId?: string;
  /** What receipts had said of the recipient, and was passed over; absent where nothing stood against it. */
  readonly passedOver?: readonly PassedOver[];
}

/** Which messages to find; what is left out does not matter. */
export interface MessageSearch extends SearchMessagesInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Which messages to send again. */
export interface ResendMany extends ResendManyInput {
  readonly where: MessageConditions & {
    /** The configured name of an application. Default: all that the caller may use. */
    readonly app?: string | undefined;
  };
}

/** Which messages to check. */
export interface MessagesToCheck {
  readonly messages: readonly (MessageRequest & {
    /** The `Idempotency-Key` that it would be sent under: 1 to 255 visible ASCII characters. */
    readonly idempotencyKey: string;
  })[];
  /** How many others go before them, such as the earlier rows of a file: these take from the day's quota first. Default: 0. */
  readonly ahead?: number | undefined;
}

/** Which messages to count. */
export interface MessageStatsQuery extends MessageStatsInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Messages: found, counted, sent again, cancelled, checked. */
export interface DeskMessages {
  /**
   * A message with its attempts, receipts, cost and journey. Needs the scope `read`; the phone is masked and the template's data left out,
   * unless the caller has the scope `people`, whose looks the audit records.
   *
   * @throws ProxyError `message_not_found` where the store has none of that id; InputError where the id is none; otherwise as the methods of
   * `createProxyClient` do.
   */
  find(messageId: string, options?: ProxyCallOptions): Promise<MessageDetails>;
  /**
   * Sends a message again, by a person's decision: one that was refused, that failed or expired. With another `phone` it moves to that phone's
   * journey of the same reference, and needs `templateData`, but from callers with the scope `people`. One that may have been sent needs
   * `force` and the scope `admin`; `force` may list what was agreed to, by the codes of the refusal's issues. Needs the scope `send`, and sends messages of others again with `admin` alone.
   *
   * @throws ProxyError `message_not_found` or `message_not_resendable`, whose hint says what to do and whose `issues` what `force` would pass over; otherwise
   * as `find` does.
   */
  resend(messageId: string, changes?: ResendMessageInput, options?: ProxyCallOptions): Promise<ResentMessage>;
  /**
   * Messages, newest first, with masked phones; `nextCursor` is for the next page. Needs the scope `read`. Conditions beside each other are
   * looked for in the last 7 days, or in the 7 before `createdBefore`, unless `createdFrom` or `day` says otherwise; one alone, and what is
   * beside a phone, a reference or the ending of one, in all that is stored.
   *
   * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
   */
  search(query: MessageSearch, options?: ProxyCallOptions): Promise<MessagePage>;
  /**
   * What would become of 1 to 500 messages, each with the `Idempotency-Key` that it would be sent under; nothing is stored or sent. Needs the
   * scope `send`.
   *
   * @throws as `search` does; what is wrong with one message stands in its `issues`.
   */
  check(request: MessagesToCheck, options?: ProxyCallOptions): Promise<MessageChecks>;
  /**
   * Sends messages again that had been refused, had failed or expired: at most 1,000, and only counts them unless `dryRun` is false. Needs the
   * scope `admin`.
   *
   * @throws as `search` does.
   */
  resendMany(input: ResendMany, options?: ProxyCallOptions): Promise<ResendManyResult>;
  /**
   * Cancels a message that waits. Needs the scope `send`, and cancels messages of others with `admin` alone.
   *
   * @throws ProxyError `message_not_found`, or `message_not_cancellable` once it is on its way or over; otherwise as `find` does.
   */
  cancel(messageId: string, options?: ProxyCallOptions): Promise<CancelledMessage>;
  /**
   * Cancels messages that wait: at most 1,000, and only counts them unless `dryRun` is false. Needs the scope `admin`.
   *
   * @throws as `search` does.
   */
  cancelMany(input: ResendMany, options?: ProxyCallOptions): Promise<CancelManyResult>;
  /**
   * How many messages were asked for in at most 31 days, by hour, state, code or template. Needs the scope `read`.
   *
   * @throws as `search` does.
   */
  stats(query: MessageStatsQuery, options?: ProxyCallOptions): Promise<MessageStats>;
}

/**
 * Where a message is found.
 *
 * @throws InputError where the id is none: what is put into a path must not lead elsewhere, and a phone has no place there.
 */
function messagePath(messageId: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(messageId)) return `/v1/messages/${messageId}`;
  const message = "must be the id of a message, a UUID";
  throw new InputError(`The input is not valid: messageId ${message}`, {
    code: "input_invalid",
    outcome: "not_sent",
    issues: [{ path: ["messageId"], message, code: "message_id_wrong" }],
  });
}

export const createDeskMessages = (send: Send): DeskMessages => ({
  find: async (messageId, limits) =>
    send({ method: "GET", path: messagePath(messageId), key: "attempts", limits, read }),
  resend: async (messageId, body = {}, limits) =>
    send({ path: `${messagePath(messageId)}/resend`, key: "messageId", body, limits, read }),
  search: (body, limits) => send({ path: "/v1/messages/search", key: "messages", body, limits, read }),
  check: (body, limits) => send({ path: "/v1/messages/check", key: "results", body, limits, read }),
  resendMany: (input, limits) =>
    send({ path: "/v1/messages/bulk", key: "matched", body: { action: "resend", ...input }, limits }),
  cancel: async (messageId, limits) =>
    send({ path: `${messagePath(messageId)}/cancel`, key: "messageId", body: {}, limits }),
  cancelMany: (input, limits) =>
    send({ path: "/v1/messages/bulk", key: "matched", body: { action: "cancel", ...input }, limits }),
  stats: (body, limits) => send({ path: "/v1/stats", key: "rows", body, limits }),
});
