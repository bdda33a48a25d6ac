import { entryOf } from "../store/audit-entries.ts";
import { isAccepted, isUnsent } from "../store/message-states.ts";
import type { AuditRecord, ForgetRequest } from "../store/records.ts";
import type { JourneyRecords } from "../store/store.ts";
import { isRefused } from "./attempts.ts";
import { bookUncharged, bookUnchargedOn } from "./ledger.ts";
import { isAboutApps } from "./people.ts";
import { type MessageEntry, remove, type Tables } from "./tables.ts";

/** An idempotency key stays, so that its message is not sent again: its answer holds ids and nothing else. */
export function forgetMessages(tables: Tables, fits: (message: MessageEntry) => boolean, limit?: number): number {
  const { messages, attempts, idempotencyKeys, receipts, events, tasks } = tables;
  const expired = [...messages.values()].filter(fits).slice(0, limit);
  bookUncharged(tables, expired);
  for (const message of expired) {
    const { messageId, state } = message;
    // By the key of what was refused it may be asked for again.
    if (isRefused(tables, message)) remove(idempotencyKeys, (call) => call.messageId === messageId);
    const states = [...attempts.values()].filter((one) => one.messageId === messageId).map((one) => one.state);
    const wasNotSent = [state, ...states].every(isUnsent);
    const isUnknown = !wasNotSent && ![state, ...states].some(isAccepted);
    remove(attempts, (attempt) => attempt.messageId === messageId);
    for (const call of idempotencyKeys.values()) {
      // What its call was answered while it waited is not true any more.
      const isAnswered = call.messageId === messageId && call.state === "done" && call.answer !== null;
      if (isAnswered && wasNotSent) call.state = "cancelled";
      if (isAnswered && isUnknown) Object.assign(call, { state: "unknown", answer: null });
      const isOpen = call.messageId === messageId && call.state !== "done";
      if (isOpen && isAccepted(state)) Object.assign(call, { state: "done", answer: null });
    }
    remove(receipts, (receipt) => receipt.messageId === messageId);
    remove(events, (event) => event.messageId === messageId);
    tasks.delete(messageId);
    messages.delete(messageId);
  }
  return expired.length;
}

export function forgetJourneys(tables: Tables, journeyIds: readonly string[]): number {
  const { leases, journeys, idempotencyKeys, receipts, events } = tables;
  for (const journeyId of journeyIds) {
    remove(events, ({ receiptId }) => receipts.get(receiptId ?? "")?.journeyId === journeyId);
    remove(receipts, (receipt) => receipt.journeyId === journeyId);
    bookUnchargedOn(tables, journeyId);
    forgetMessages(tables, (message) => message.journeyId === journeyId);
    // The call that created it may create another one.
    remove(idempotencyKeys, (call) => call.journeyId === journeyId);
    for (const lease of leases.values()) if (lease.journeyId === journeyId) lease.journeyId = null;
    journeys.delete(journeyId);
  }
  return journeyIds.length;
}

/** In one application, or in all. */
function forgetWithin(tables: Tables, request: ForgetRequest, appIndex: string | null, entry: AuditRecord): number {
  const { journeys, suppressions, audit } = tables;
  const { phoneIndex, includeSuppressions } = request;
  const isTheirs = (row: { readonly phoneIndex: string; readonly appIndex: string }) =>
    row.phoneIndex === phoneIndex && (appIndex === null || row.appIndex === appIndex);
  const found = [...journeys.values()].filter(isTheirs).map(({ journeyId }) => journeyId);
  forgetJourneys(tables, found);
  forgetMessages(tables, isTheirs);
  for (const one of [...suppressions.values()].filter(isTheirs)) {
    if (includeSuppressions) suppressions.delete(one.suppressionId);
    else suppressions.set(one.suppressionId, { ...one, ciphertext: null, messageId: null });
  }
  audit.set(entry.auditId, { ...entry, counts: { journeys: found.length } });
  return found.length;
}

export function createDeletion(tables: Tables): Pick<JourneyRecords, "forgetJourney" | "forgetPhone"> {
  const { journeys, messages, suppressions, audit, peopleRequests } = tables;
  return {
    forgetJourney: async (journeyId, entry) => {
      if (!journeys.has(journeyId)) return false;
      forgetJourneys(tables, [journeyId]);
      audit.set(entry.auditId, entry);
      return true;
    },
    forgetPhone: async (request) => {
      const { phoneIndex, appIndexes, entry } = request;
      // Also where nothing else is stored of them.
      for (const one of [...peopleRequests.values()])
        if (one.kind !== "forget" && one.phoneIndex === phoneIndex && isAboutApps(one, appIndexes))
          peopleRequests.set(one.requestId, { ...one, ciphertext: null });
      if (!appIndexes) return forgetWithin(tables, request, null, entry);
      const theirs = [journeys, messages, suppressions].flatMap((table) =>
        [...table.values()].filter((row) => row.phoneIndex === phoneIndex).map(({ appIndex }) => appIndex),
      );
      const found = [...new Set(theirs)].filter((appIndex) => appIndexes.includes(appIndex)).sort();
      if (found.length === 0) audit.set(entry.auditId, { ...entry, counts: { journeys: 0 } });
      return found
        .map((appIndex, index) => forgetWithin(tables, request, appIndex, entryOf(entry, appIndex, index)))
        .reduce((total, journeys) => total + journeys, 0);
    },
  };
}
