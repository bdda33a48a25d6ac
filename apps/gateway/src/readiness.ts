import { isNxZaloError } from "@nxzalo/core";
import { loggableFault } from "@nxzalo/proxy";
import type { WriteLog } from "./log.ts";

/** What the readiness of a gateway is watched by. */
export interface ReadinessWatchOptions {
  /** Rejects where nothing can be stored now. */
  readonly ping: () => Promise<void>;
  readonly write: WriteLog;
  /** Default: 5,000. */
  readonly everyMs?: number | undefined;
  /** Milliseconds of a clock that never goes back. Default: `performance.now`. */
  readonly clock?: (() => number) | undefined;
}

/** Looks regularly whether calls can be stored, and logs each change: also where no balancer asks for `/readyz`. Gives what stops it. */
export function watchReadiness({
  ping,
  write,
  everyMs = 5_000,
  clock = () => performance.now(),
}: ReadinessWatchOptions): () => void {
  let failedAt: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function onFailure(error: unknown): void {
    if (failedAt !== undefined) return;
    failedAt = clock();
    const { cause, causeCode } = loggableFault(error);
    const hint = isNxZaloError(error) ? error.hint : undefined;
    write({ level: "error", message: "not ready: the journey store cannot be used", causeCode, cause, hint });
  }
  function onSuccess(): void {
    if (failedAt === undefined) return;
    const durationMs = Math.round(clock() - failedAt);
    failedAt = undefined;
    write({ level: "info", message: "ready again: the journey store can be used", durationMs });
  }
  const look = async () => {
    await ping().then(onSuccess, onFailure);
    if (timer) plan();
  };
  const plan = () => {
    timer = setTimeout(() => void look(), everyMs).unref();
  };
  plan();
  return () => {
    clearTimeout(timer);
    timer = undefined;
  };
}
