import type { Journeys } from "@nxzalo/journeys";
import type { Log } from "./log.ts";

/** What runs in the background of a gateway. */
export interface RunningDispatcher {
  /** Something may be due now. */
  wake(): void;
  /** Takes nothing more; resolves when what is on its way is finished. */
  stop(): Promise<void>;
}

/** Other gateways store messages as well: no look is later. */
const longestPauseMs = 1_000;
const pauseAfterFailureMs = 1_000;

/** Sends what is due, until it is stopped. A failure is logged once, until it has passed. */
export function startDispatcher(journeys: Pick<Journeys, "dispatchDue">, log: Log): RunningDispatcher {
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
      const { nextInMs } = await journeys.dispatchDue({ signal });
      if (hasFailed) log({ level: "info", message: "what is due is sent again" });
      hasFailed = false;
      return nextInMs ?? longestPauseMs;
    } catch (error) {
      if (!hasFailed) log({ level: "error", message: `what is due could not be sent: ${(error as Error).message}` });
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
