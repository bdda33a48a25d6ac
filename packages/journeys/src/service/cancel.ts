import type { CancelledMessage, CancelManyResult, CancelOptions } from "@nxzalo/core/journeys";
import { type CancelManyInput, validateInput } from "@nxzalo/core/schemas";
import { toAuditRecord } from "./audit.ts";
import { type BulkOutcome, recordBulk } from "./bulk-audit.ts";
import { type ServiceContext, toAppIndexes } from "./context.ts";
import { messageNotFound, notCancellable } from "./errors.ts";
import { type FitMessage, findForBulk } from "./find-for-bulk.ts";
import { schemas } from "./input-schemas.ts";

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
  if (!message || !isTheirs || appIndexes?.includes(message.appIndex) === false) throw messageNotFound();
  const { appIndex } = message;
  const entry = toAuditRecord(context, { action: "cancel", caller, appIndex, subject: messageId });
  const at = now();
  const ends = [{ messageId, entry }];
  const ended = await records.endWaiting({ ends, to: "cancelled", at, eraseAt: at + dataRetainMs });
  if (ended.length > 0) return { messageId, state: "cancelled" };
  const state = (await records.findMessage(messageId, 1))?.message.state ?? "cancelled";
  if (state === "cancelled") return { messageId, state };
  throw notCancellable(state === "unknown" ? "it may be on its way" : `it is ${state}`);
}

const atOnce = 100;

/** Cancels some; records in the audit who cancelled each. */
async function cancelSome(
  context: ServiceContext,
  messages: readonly FitMessage[],
  caller: string | undefined,
): Promise<readonly BulkOutcome[]> {
  const { records, dataRetainMs, now } = context;
  const ends = messages.map(({ messageId, appIndex }) => ({
    messageId,
    entry: toAuditRecord(context, { action: "cancel", caller, appIndex, subject: messageId }),
  }));
  const at = now();
  const ended = new Set(await records.endWaiting({ ends, to: "cancelled", at, eraseAt: at + dataRetainMs }));
  return messages.map(({ messageId, appIndex }) => {
    return { appIndex, outcome: ended.has(messageId) ? "cancelled" : "none" };
  });
}

/** Cancels messages that a search finds and that wait; first, unless it says otherwise, it only counts them. */
export async function cancelMany(
  context: ServiceContext,
  given: CancelManyInput,
  options: CancelOptions,
): Promise<CancelManyResult> {
  const { where, dryRun = true } = validateInput(schemas.resendMany(context.settings), given);
  const { fit: waiting, ...found } = await findForBulk(context, where, options, ["scheduled"]);
  const counts = { ...found, cancellable: waiting.length };
  if (dryRun) return { ...counts, cancelled: 0 };
  const { caller } = options;
  const outcomes: BulkOutcome[] = [];
  try {
    for (let index = 0; index < waiting.length; index += atOnce)
      outcomes.push(...(await cancelSome(context, waiting.slice(index, index + atOnce), caller)));
  } finally {
    await recordBulk(context, { caller, where, outcomes });
  }
  return { ...counts, cancelled: outcomes.filter(({ outcome }) => outcome === "cancelled").length };
}
