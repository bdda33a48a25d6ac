import type { CancelledMessage, CancelManyResult, CancelOptions } from "@nxzalo/core/journeys";
import { type CancelManyInput, validateInput } from "@nxzalo/core/schemas";
import { toAuditRecord } from "./audit.ts";
import { type ServiceContext, schemas, toAppIndexes } from "./context.ts";
import { messageNotFound, notCancellable } from "./errors.ts";
import { findForBulk } from "./find-for-bulk.ts";

/** Cancels a message that waits; records in the audit who did it. */
export async function cancelMessage(
  context: ServiceContext,
  messageId: string,
  { appKeys, caller, ofOthers = false }: CancelOptions,
): Promise<CancelledMessage> {
  const { records, dataRetainMs, now } = context;
  const message = (await records.findMessage(messageId, 1))?.message;
  const appIndexes = await toAppIndexes(context, appKeys);
  const isTheirs = ofOthers || message?.caller === (caller ?? null);
  if (!message || !isTheirs || appIndexes?.has(message.appIndex) === false) throw messageNotFound();
  const entry = await toAuditRecord(context, { action: "cancel", caller, subject: messageId });
  const at = now();
  const ends = [{ messageId }];
  const ended = await records.endWaiting({
    ends,
    to: "cancelled",
    at,
    eraseAt: at + dataRetainMs,
    entry: { ...entry, appIndex: message.appIndex },
  });
  if (ended.length > 0) return { messageId, state: "cancelled" };
  const state = (await records.findMessage(messageId, 1))?.message.state ?? "cancelled";
  if (state === "cancelled") return { messageId, state };
  throw notCancellable(state === "unknown" ? "it may be on its way" : `it is ${state}`);
}

const atOnce = 100;

/** Cancels messages that a search finds and that wait; first, unless it says otherwise, it only counts them. */
export async function cancelMany(
  context: ServiceContext,
  given: CancelManyInput,
  options: CancelOptions,
): Promise<CancelManyResult> {
  const { records, dataRetainMs, now } = context;
  const { where, dryRun = true } = validateInput(schemas.resendMany(context.settings), given);
  const { fit: waiting, ...found } = await findForBulk(context, where, options, ["scheduled"]);
  const counts = { ...found, cancellable: waiting.length };
  let cancelled = 0;
  for (let index = 0; !dryRun && index < waiting.length; index += atOnce) {
    const ends = waiting.slice(index, index + atOnce).map((messageId) => ({ messageId }));
    const entry = await toAuditRecord(context, { action: "bulk", caller: options.caller, counts: { messages: 0 } });
    const at = now();
    cancelled += (await records.endWaiting({ ends, to: "cancelled", at, eraseAt: at + dataRetainMs, entry })).length;
  }
  return { ...counts, cancelled };
}
