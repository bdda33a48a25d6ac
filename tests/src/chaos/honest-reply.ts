import type { JournalEntry } from "./journal.ts";
import type { SettledCall } from "./settled-call.ts";

/** Deliveries after which there is no excuse. `gzip` is not asked for, so that a client need not understand it. */
const plainDeliveries = new Set([
  "clean",
  "clean_then_close",
  "chunked",
  "slow",
  "early_hints",
  "until_close",
  "error_status",
  "code_as_text",
]);

/** A call that got one honest answer and did not end by it; `isOutOfTime` where its time was truly over. */
export function missedAnswer(
  { call, door, end, abortAfterMs, tookMs }: SettledCall,
  entries: readonly JournalEntry[],
  timeoutMs: number,
): { call: number; end: SettledCall["end"]; isOutOfTime: boolean } | undefined {
  const [entry, ...more] = entries;
  if (!entry || more.length > 0 || abortAfterMs !== undefined || (door !== "open" && door !== "clock"))
    return undefined;
  if (!plainDeliveries.has(entry.delivery ?? "")) return undefined;
  const said = end.kind === "resolved" ? 0 : end.kind === "failed" ? end.upstreamCode : undefined;
  if (said === entry.code) return undefined;
  // A timer may fire a millisecond early.
  return { call, end, isOutOfTime: end.kind === "failed" && end.code === "timeout" && tookMs >= timeoutMs - 2 };
}
