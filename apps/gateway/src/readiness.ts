import { isNxZaloError } from "@nxzalo/core";
import { loggableFault } from "@nxzalo/proxy";
import type { WriteLog } from "./log.ts";

/** What the readiness of a gateway is watched by. */
export interface ReadinessWatchOptions {
  /** Rejects where nothing can be stored now. */
  readonly ping: () => Promise<void>;
  readonly write: WriteLog;
  /** Hears of each look: with what keeps the store from being used, or nothing. Default: nothing hears. */
  readonly onLook?: ((failure: { readonly causeCode?: unknown } | undefined) => void) | undefined;
  /** How many milliseconds the store's clock is ahead of this machine's. Default: it has none of its own. */
  readonly storeAheadMs?: (() => number) | undefined;
  /** Default: 5,000. */
  readonly everyMs?: number | undefined;
  /** Milliseconds of a clock that never goes back. Default: `performance.now`. */
  readonly clock?: (() => number) | undefined;
}

/** From which on the two clocks do not agree. */
const offMs = 60_000;

/** Logs where a store's clock, by which all that waits goes, and this machine's begin to differ, and where they agree again. */
function watchClocks(aheadMs: () => number, write: WriteLog): () => void {
  let wasOff = false;
  return () => {
    const ahead = aheadMs();
    const isOff = Math.abs(ahead) > offMs;
    if (isOff === wasOff) return;
    wasOff = isOff;
    if (!isOff) return write({ level: "info", message: "the clocks of the database and of this machine agree again" });
    const by = `${Math.round(Math.abs(ahead) / 1_000)} s ${ahead > 0 ? "ahead of" : "behind"} this machine's`;
    const message = `the database's clock is ${by}: what waits is sent, and expires, by the database's`;
    write({ level: "error", message, hint: "docs/runbooks/clock-off.md" });
  };
}

/** Looks regularly whether calls can be stored, and logs each change: also where no balancer asks for `/readyz`. Gives what stops it. */
export function watchReadiness({
  ping,
  write,
  onLook,
  storeAheadMs,
  everyMs = 5_000,
  clock = () => performance.now(),
}: ReadinessWatchOptions): () => void {
  let failedAt: number | undefined;
  const lookAtClocks = storeAheadMs && watchClocks(storeAheadMs, write);

  function onFailure(error: unknown): void {
    const { cause, causeCode } = loggableFault(error);
    onLook?.({ causeCode });
    if (failedAt !== undefined) return;
    failedAt = clock();
    const hint = isNxZaloError(error) ? error.hint : undefined;
    write({ level: "error", message: "not ready: the journey store cannot be used", causeCode, cause, hint });
  }
  function onSuccess(): void {
    onLook?.(undefined);
    lookAtClocks?.();
    if (failedAt === undefined) return;
    const durationMs = Math.round(clock() - failedAt);
    failedAt = undefined;
    write({ level: "info", message: "ready again: the journey store can be used", durationMs });
  }
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    await ping().then(onSuccess, onFailure);
    isLooking = false;
  };
  const timer = setInterval(() => void look(), everyMs).unref();
  return () => clearInterval(timer);
}
