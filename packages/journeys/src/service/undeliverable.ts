import type { EventRecord } from "../store/events.ts";
import type { KnownMessage } from "../store/records.ts";
import type { ServiceContext } from "./context.ts";
import { decryptMessage, encryptEvent } from "./encrypted-fields.ts";

/** Why a message does not reach its recipient, and the code that says so, where one does. */
export interface Undeliverable {
  readonly reason: "failed" | "refused" | "suppressed" | "expired" | "silent";
  /** Zalo's. */
  readonly zaloError?: number | undefined;
  /** NXCLOUD's. */
  readonly upstreamCode?: number | undefined;
}

/** The event that a message is undeliverable, for the transaction that settles it: one for each message, whatever tells of it and how often. */
export async function undeliverableEvent(
  { encryption, now }: Pick<ServiceContext, "encryption" | "now">,
  message: Pick<KnownMessage, "messageId" | "appIndex" | "phoneIndex" | "templateId" | "labels" | "ciphertext">,
  why: Undeliverable,
): Promise<EventRecord> {
  const { messageId, appIndex, phoneIndex, templateId, labels } = message;
  const { reference, ext } = await decryptMessage(encryption, message);
  const eventId = `undeliverable_${messageId}`;
  const data = { messageId, templateId, reference, ext, labels: labels ?? {}, ...why };
  const type = "message.undeliverable";
  const ciphertext = await encryptEvent(encryption, eventId, { type, data });
  return { eventId, type, messageId, appIndex, phoneIndex, orderedBy: messageId, createdAt: now(), ciphertext };
}
