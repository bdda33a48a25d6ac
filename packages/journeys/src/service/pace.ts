import { delay } from "@nxzalo/core/internal";
import type { ServiceContext } from "./context.ts";
import { paceFull } from "./errors.ts";

/** Callers wait no longer than that for a place. */
const longestWaitMs = 10_000;
/** For how long what is live may go before what is not. */
export const yieldsMs = 1_000;
/** Of a batch, only what comes soon is taken: what is live goes before the rest. */
const batchAheadMs = 250;
const looksEveryMs = 100;

/**
 * Waits for a message's place in the account's pace, which all processes of a store share; nothing where it has none.
 *
 * @throws ProxyError `rate_limited` where there is no place for a while.
 */
export async function waitForPlace(
  { records, pace, waitForSlot, now }: Pick<ServiceContext, "records" | "pace" | "waitForSlot" | "now">,
  lane: "batch" | undefined,
): Promise<void> {
  if (!pace) return;
  const giveUpAt = performance.now() + longestWaitMs;
  for (;;) {
    const at = now();
    const withinMs = lane === "batch" ? batchAheadMs : longestWaitMs;
    const place = await records.acquireSlot({ ...pace, now: at, withinMs });
    if (place !== undefined) return waitForSlot({ inMs: place - now(), yieldsMs: lane === "batch" ? yieldsMs : 0 });
    if (lane !== "batch" || performance.now() >= giveUpAt) throw paceFull();
    await delay(looksEveryMs * (0.5 + Math.random()));
  }
}
