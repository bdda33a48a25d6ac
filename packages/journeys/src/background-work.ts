import { hourMs, minuteMs } from "./durations.ts";
import type { Journeys } from "./journeys.ts";

/** What is done again and again: messages that are due are sent, events delivered, and what is over is deleted. */
export type WorkName = "dispatchDue" | "deliverEvents" | "sweep";

/** What a process does for its journeys beside its calls. */
export interface BackgroundWork {
  /** Does it now, since there may be something to do: for `onWaiting` of journeys, and `onStored` of their events. */
  wake(name: "dispatchDue" | "deliverEvents"): void;
  /** Begins nothing more; resolves when the messages and events that are on their way have come to their end. */
  stop(): Promise<void>;
}

/** Options of {@link startBackgroundWork}. */
export interface BackgroundOptions {
  /** Hears of a failure, once until it has passed, and without an `error` that it has. Default: nothing does. */
  readonly onChange?: ((name: WorkName, error?: unknown) => void) | undefined;
}

/** Other processes store what is to be done as well: no look is later. */
const longestPauseMs = 1_000;
const pauseAfterFailureMs = 1_000;

interface Repeated {
  wake(): void;
  stop(): Promise<void>;
}

interface Work {
  /** Gives in how many milliseconds it is to be done again. */
  run(signal: AbortSignal): Promise<number>;
  readonly firstInMs: number;
  readonly afterFailureMs: number;
}

function repeat({ run, firstInMs, afterFailureMs }: Work, onChange: (error?: unknown) => void): Repeated {
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

  async function runOnce(): Promise<number> {
    try {
      const nextInMs = await run(signal);
      if (hasFailed) onChange();
      hasFailed = false;
      return nextInMs;
    } catch (error) {
      if (!hasFailed) onChange(error);
      hasFailed = true;
      return afterFailureMs;
    }
  }

  async function runUntilStopped(): Promise<void> {
    if (firstInMs > 0) await pause(firstInMs);
    while (!signal.aborted) {
      isWoken = false;
      const pauseMs = await runOnce();
      if (!isWoken && !signal.aborted) await pause(pauseMs);
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

const soon = ({ nextInMs }: { readonly nextInMs: number | null }) =>
  Math.min(nextInMs ?? longestPauseMs, longestPauseMs);

/**
 * Sends what is due of the messages that wait, delivers events, and deletes every hour what is over, until it is stopped. Without it, or calls
 * of `dispatchDue`, `deliverEvents` and `sweep` of your own, what waits is never sent. Any number of processes may do it on one store; the
 * gateway does it by itself, and so does a Durable Object.
 *
 * @example
 * ```ts
 * import { createNxZalo } from "@nxzalo/core";
 * import { createJourneys, startBackgroundWork } from "@nxzalo/journeys";
 * import { createSqliteStore } from "@nxzalo/journeys/sqlite";
 *
 * const credentials = { accessKey: "key", accessSecret: "secret" };
 * const client = createNxZalo({ credentials, appKey: "app" });
 * const store = await createSqliteStore({ path: "./data/nxzalo.db" });
 * const journeys = createJourneys({ client, store, appKey: "app" });
 *
 * const work = startBackgroundWork(journeys, { onChange: (name, error) => console.error(name, error ?? "works again") });
 * // When the process is to end:
 * await work.stop();
 * await store.records.close();
 * ```
 */
export function startBackgroundWork(
  journeys: Pick<Journeys, WorkName | "deliversEvents">,
  { onChange = () => {} }: BackgroundOptions = {},
): BackgroundWork {
  const start = (name: WorkName, work: Work) => repeat(work, (error) => onChange(name, error));
  const often = { firstInMs: 0, afterFailureMs: pauseAfterFailureMs };
  // A run ends when all that it has sent is answered: that would be a gap in the account's pace.
  const dispatch = async (signal: AbortSignal) =>
    soon(await journeys.dispatchDue({ signal, limit: Number.POSITIVE_INFINITY }));
  const deliver = async (signal: AbortSignal) => soon(await journeys.deliverEvents({ signal }));
  const sweep = async () => {
    await journeys.sweep();
    return hourMs;
  };
  // Processes that start together sweep at different times.
  const rarely = { firstInMs: (1 + 9 * Math.random()) * minuteMs, afterFailureMs: hourMs };
  const dispatchDue = start("dispatchDue", { run: dispatch, ...often });
  const deliverEvents = journeys.deliversEvents ? start("deliverEvents", { run: deliver, ...often }) : undefined;
  const sweeping = start("sweep", { run: sweep, ...rarely });
  const repeated = { dispatchDue, deliverEvents };
  return {
    wake: (name) => repeated[name]?.wake(),
    stop: async () => {
      void sweeping.stop();
      await Promise.all([dispatchDue.stop(), deliverEvents?.stop()]);
    },
  };
}
