import { isNxZaloError } from "@nxzalo/core/errors";
import type { ReadyRow } from "./messages.ts";
import type { SendAnswer } from "./options.ts";
import type { Clock, Pace, Slot } from "./pace.ts";
import { errorReason, isNeverSent, ownReason } from "./reasons.ts";
import type { Stop } from "./stop.ts";
import type { BatchResult } from "./types.ts";

/** What the rows of one run share. */
export interface SendContext {
  readonly send: (key: string, row: ReadyRow) => Promise<SendAnswer>;
  readonly pace: Pace;
  readonly stop: Stop;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Milliseconds that one row is tried for. */
  readonly retryForMs: number;
  /** Whether what sends has a journey store: an answer with a `messageId` says so. */
  readonly store: { isKnown: boolean };
}

/** How long to wait before a message is asked for again. */
interface NextTry {
  readonly waitMs: number;
  /** Whether all other messages wait as well. */
  readonly isForAll: boolean;
}

const firstWaitMs = 500;
const longestWaitMs = 30_000;

/** Nothing was heard of the message, or of its first call: by the same key a journey store tells what became of it, and sends nothing twice. */
const unheard: ReadonlySet<string> = new Set([
  "idempotency_conflict",
  "unavailable",
  "response_unreadable",
  "internal_error",
]);

/** Whether an error leaves it open what became of the message, and asking by the same key may tell. */
function mayTell(error: unknown): boolean {
  if (!isNxZaloError(error)) return false;
  // With a status, the other side has answered that it does not know: it would answer the same again.
  return unheard.has(error.code) || (error.kind === "transport" && error.status === undefined);
}

/** Whether a message may be asked for again: it surely was not sent and may go later, or asking sends nothing. */
function toNextTry({ random, store }: SendContext, error: unknown, tries: number): NextTry | undefined {
  if (!isNxZaloError(error)) return undefined;
  const { outcome, retryable, retryAfterMs } = error;
  // Only a store knows that another call has this key.
  store.isKnown ||= error.code === "idempotency_conflict";
  const isAgain = outcome === "unknown" ? store.isKnown && mayTell(error) : retryable;
  if (!isAgain) return undefined;
  const backoffMs = random() * Math.min(longestWaitMs, firstWaitMs * 2 ** tries);
  const isForAll = error.code !== "idempotency_conflict";
  return { waitMs: Math.max(retryAfterMs ?? 0, backoffMs), isForAll };
}

/** What an error says of a row, once it is not tried again. */
function toFailed(error: unknown, stop: Stop): Pick<BatchResult, "state" | "reason"> {
  const reason = errorReason(error);
  if (!isNxZaloError(error) || error.outcome === "unknown") return { state: "unknown", reason };
  if (error.code === "idempotency_mismatch") return { state: "skipped", reason: ownReason("content_changed") };
  // It would have been tried again.
  if (error.retryable && stop.reason) return { state: "skipped", reason: ownReason("batch_stopped") };
  return { state: "refused", reason };
}

/** Sends one row, under its key for as often as that is safe; never throws. */
export async function sendRow(
  context: SendContext,
  ready: ReadyRow,
  idempotencyKey: string,
  slot: Slot,
): Promise<BatchResult> {
  const { send, pace, stop, clock, retryForMs, store } = context;
  const { row, changes } = ready;
  const result = { row: row.row, idempotencyKey, changes, ...(row.source && { source: row.source }) };
  const startedAt = clock();
  let place = slot;
  for (let tries = 0; ; tries += 1) {
    try {
      const { messageId, requestId = null, state, sendAt } = await send(idempotencyKey, ready);
      place.answered();
      store.isKnown ||= messageId !== undefined;
      const sent = { ...result, requestId, ...(messageId !== undefined && { messageId }) };
      if (isNeverSent(state)) return { ...sent, state: "skipped", reason: ownReason("not_sent_again") };
      return state === "scheduled"
        ? { ...sent, state: "scheduled", ...(sendAt && { sendAt }) }
        : { ...sent, state: "accepted" };
    } catch (error) {
      place.answered();
      const next = toNextTry(context, error, tries);
      const isInTime = next && clock() + next.waitMs - startedAt <= retryForMs;
      if (next?.isForAll && isInTime) pace.coolDown(next.waitMs);
      const again = isInTime && (await stop.wait(next.waitMs)) && (await pace.waitForSlot());
      if (!again) return { ...result, ...toFailed(error, stop) };
      place = again;
    }
  }
}
