import { isAccepted, rankOf } from "../store/message-states.ts";
import type { JourneyRecords } from "../store/store.ts";
import { addEvent } from "./events.ts";
import {
  type AttemptEntry,
  keyOf,
  type MessageEntry,
  type ReceiptEntry,
  type Tables,
  toWaiting,
  unsent,
} from "./tables.ts";
import { isReplaced } from "./waiting.ts";

/** An attempt, wherever it stands: in its message where it is the last one. */
export function findAttempt(
  tables: Tables,
  messageId: string,
  attempt: number,
): AttemptEntry | MessageEntry | undefined {
  const message = tables.messages.get(messageId);
  return message?.attempt === attempt ? message : tables.attempts.get(keyOf(messageId, attempt));
}

/** NXCLOUD has an attempt. */
export function accept(one: AttemptEntry | MessageEntry, requestId: string | null): void {
  if (!isAccepted(one.state)) one.state = "accepted";
  one.requestId ??= requestId;
}

/** Whether each attempt of a message was refused. */
export const isRefused = ({ attempts }: Tables, message: MessageEntry | undefined): boolean =>
  message?.state === "refused" &&
  [...attempts.values()].every((one) => one.messageId !== message.messageId || one.state === "refused");

const isBefore = (one: ReceiptEntry, other: ReceiptEntry) =>
  one.at < other.at || (one.at === other.at && one.receiptId < other.receiptId);

/** An attempt's state is computed from all of its receipts. */
export function refreshAttempt(tables: Tables, messageId: string, attempt: number): void {
  const one = findAttempt(tables, messageId, attempt);
  if (!one) return;
  const own = [...tables.receipts.values()].filter(
    (receipt) => receipt.messageId === messageId && (receipt.attempt ?? 1) === attempt,
  );
  accept(one, null);
  for (const { state } of own) if (state !== "none" && rankOf[state] > rankOf[one.state]) one.state = state;
  const failed = own.filter(({ state }) => state === "failed").sort((a, b) => (isBefore(a, b) ? -1 : 1));
  one.zaloError = failed[0]?.zaloError ?? null;
}

export function createAttempts(tables: Tables): Pick<JourneyRecords, "refuse" | "beginAttempt"> {
  const { messages, attempts, idempotencyKeys } = tables;

  /** What was refused may have been sent from now on: its key asks for no other message before that is known. */
  function openKeys(messageId: string): void {
    for (const key of idempotencyKeys.values())
      if (key.messageId === messageId && key.state === "done" && key.answer === null) key.state = "unknown";
  }

  return {
    refuse: async ({ call, messageId, attempt, upstreamCode, eraseAt, event }) => {
      const message = messages.get(messageId);
      if (message?.attempt === attempt && message.state === "unknown") {
        Object.assign(message, { state: "refused", upstreamCode, eraseAt });
        addEvent(tables, event);
      }
      const known = call && idempotencyKeys.get(call.key);
      if (known?.owner === call?.owner && known && known.state !== "done")
        Object.assign(known, { state: "done", answer: null });
    },
    beginAttempt: async ({
      call,
      message: { waiting, topicIndex = null, ...message },
      after,
      from,
      at,
      answer = null,
      moved,
      entry,
      unlessReplaced = false,
    }) => {
      const { messageId } = message;
      const isWaiting = (one: { messageId: string }) => messages.get(one.messageId)?.state === "scheduled";
      if (moved && !moved.messages.every(isWaiting)) return false;
      const known = messages.get(messageId);
      if (known?.attempt !== after || !from.includes(known.state)) return false;
      if (unlessReplaced && isReplaced(tables, known)) return false;
      const { state, attemptedAt, journeyId, requestId, upstreamCode, zaloError, createdAt, caller, labels } = known;
      const former = { messageId, attempt: after, state, attemptedAt, journeyId, requestId, upstreamCode, zaloError };
      attempts.set(keyOf(messageId, after), former);
      const none = {
        silentAt: null,
        requestId: null,
        upstreamCode: null,
        zaloError: null,
        eraseAt: null,
        tries: 0,
      } as const;
      const fresh = { ...none, ...toWaiting(waiting), topicIndex: known.topicIndex ?? topicIndex };
      messages.set(messageId, { ...message, createdAt, caller, labels, attempt: after + 1, attemptedAt: at, ...fresh });
      for (const one of moved?.messages ?? []) {
        const former = messages.get(one.messageId);
        if (former)
          Object.assign(former, {
            state: "cancelled",
            attemptedAt: at,
            eraseAt: moved?.eraseAt ?? null,
            secrets: null,
          });
        if (one.to) messages.set(one.to.messageId, unsent(one.to));
      }
      addEvent(tables, moved?.event);
      if (entry) tables.audit.set(entry.auditId, { ...entry });
      const key = call && idempotencyKeys.get(call.key);
      if (call && key?.fingerprint === call.fingerprint) {
        const { owner, leaseUntil, keepUntil } = call;
        Object.assign(key, { owner, leaseUntil, keepUntil, state: waiting ? "done" : "running", answer });
      }
      if (!call) openKeys(messageId);
      return true;
    },
  };
}
