import type { EventRecord } from "./events.ts";
import type { KnownMessage, ReceiptRecord } from "./records.ts";

/** The codes of Zalo with which a failure means that the message reaches nobody. */
const undeliverableCodes: ReadonlySet<number> = new Set([-108, -110, -114, -118, -119, -139, -140, -141]);

/** Why a message does not reach its recipient, and the code that says so, where one does. */
export interface Undeliverable {
  readonly reason: "failed" | "refused" | "suppressed" | "expired" | "silent";
  /** Zalo's. */
  readonly zaloError?: number | undefined;
  /** NXCLOUD's. */
  readonly upstreamCode?: number | undefined;
}

/** The event that a message is undeliverable: one for each message, whatever tells of it and how often. */
export function toUndeliverable(
  { messageId, appIndex, phoneIndex }: Pick<KnownMessage, "messageId" | "appIndex" | "phoneIndex">,
  why: Undeliverable,
  createdAt: number,
): EventRecord {
  const facts = { ...why };
  const about = { messageId, receiptId: null, appIndex, phoneIndex, orderedBy: messageId };
  return { eventId: `undeliverable_${messageId}`, type: "message.undeliverable", ...about, createdAt, facts };
}

/** The same, where what receipts say of the message means that. */
export const toUndeliverableFailure = (message: KnownMessage, createdAt: number): EventRecord | undefined => {
  const { state, zaloError } = message;
  if (state !== "failed" || zaloError === null || !undeliverableCodes.has(zaloError)) return undefined;
  return toUndeliverable(message, { reason: "failed", zaloError }, createdAt);
};

/** States in which a later attempt has surely not reached the recipient. */
const unreached: ReadonlySet<string> = new Set(["refused", "cancelled", "expired"]);

/** The same by a receipt, which may be of an earlier attempt: it stands for the message where no later one reached anybody. */
export function toUndeliverableByReceipt(
  message: KnownMessage,
  { state, zaloError, receivedAt }: Pick<ReceiptRecord, "state" | "zaloError" | "receivedAt">,
  isOfLast: boolean,
): EventRecord | undefined {
  if (isOfLast || !unreached.has(message.state)) return toUndeliverableFailure(message, receivedAt);
  if (state !== "failed" || zaloError === null || !undeliverableCodes.has(zaloError)) return undefined;
  return toUndeliverable(message, { reason: "failed", zaloError }, receivedAt);
}
