import type { Log } from "./log.ts";

/** What runs in the background of a gateway. */
export interface BackgroundWork {
  /** There may be something to do now. */
  wake(): void;
  /** Takes nothing more; resolves when what is on its way is finished. */
  stop(): Promise<void>;
}

/** One kind of work, with what is logged of it. */
export interface Work {
  /** Does what is due. Gives when it is to be done again; null where nothing waits. */
  readonly run: (options: { readonly signal: AbortSignal }) => Promise<{ readonly nextInMs: number | null }>;
  /** Such as `what is due could not be sent`. */
  readonly failed: string;
  readonly worksAgain: string;
}

/** Other gateways store what is to be done as well: no look is later. */
const longestPauseMs = 1_000;
const pauseAfterFailureMs = 1_000;

/** Works until it is stopped. A failure is logged once, until it has passed. */
export function startWork({ run: work, failed, worksAgain }: Work, log: Log): BackgroundWork {
  const stopping = new AbortController();
  const { signal } = stopping;
  let isWoken = false;
  let endPause = () => {};
  let hasFailed = false;

  const pause = (pauseMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(): Promise<number> {
    try {
      const { nextInMs } = await work({ signal });
      if (hasFailed) log({ level: "info", message: worksAgain });
      hasFailed = false;
      return nextInMs ?? longestPauseMs;
    } catch (error) {
      if (!hasFailed) log({ level: "error", message: `${failed}: ${(error as Error).message}` });
      hasFailed = true;
      return pauseAfterFailureMs;
    }
  }

  async function runUntilStopped(): Promise<void> {
    while (!signal.aborted) {
      isWoken = false;
      const pauseMs = await run();
      if (!isWoken && !signal.aborted) await pause(Math.min(pauseMs, longestPauseMs));
    }
  }

  const running = runUntilStopped();
  return {
    wake: () => {
      isWoken = true;
      endPause();
    },
    stop: () => {
      stopping.abort();
      endPause();
      return running;
    },
  };
}
