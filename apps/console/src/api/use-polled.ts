import { isNxZaloError } from "@nxzalo/client";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { noteLost, sessionOver } from "./connection.ts";

/** What is asked for again and again, and what came of it. */
export interface Polled<Data> {
  /** The last answer: it stays while the next one is asked for, and where that fails. */
  readonly data: Data | undefined;
  /** When it came. */
  readonly loadedAt: number | undefined;
  /** What the last call threw; `undefined` where it succeeded. */
  readonly error: unknown;
  /** Asks now; while an answer is on its way, once it is there. */
  readonly refresh: () => void;
}

interface Answer<Data> {
  readonly of: string;
  readonly data?: Data;
  readonly loadedAt?: number;
  readonly error?: unknown;
}

const longestMs = 30_000;

/** The wait after so many failures in a row: longer each time, and not the same for all pages of an office. */
export const backOffMs = (failures: number, everyMs: number, random = Math.random): number =>
  Math.min(longestMs, Math.min(everyMs, 1_000) * 2 ** (failures - 1)) * (0.75 + random() / 2);

const isLookedAt = () => document.visibilityState === "visible" && !sessionOver.read();

/** Resolves when the page is looked at, by a person who is signed in. */
function untilLookedAt(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (isLookedAt()) return resolve();
    const look = () => {
      if (!isLookedAt() && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      signal.removeEventListener("abort", look);
      unwatch();
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look);
    const unwatch = sessionOver.watch(look);
  });
}

/** A gateway that does not answer in time is away, though no call to it has failed. */
function noteTimeout(error: unknown): void {
  if (isNxZaloError(error) && error.code === "timeout" && error.status === undefined) noteLost();
}

/**
 * Asks by `load` at once, then every so often while the page is looked at; after failures it waits longer. What came for another `key` is
 * never shown.
 */
export function usePolled<Data>(
  key: string,
  load: (signal: AbortSignal) => Promise<Data>,
  everyMs = 10_000,
): Polled<Data> {
  const [answer, setAnswer] = useState<Answer<Data>>({ of: key });
  const latest = useRef(load);
  latest.current = load;
  const wake = useRef(() => {});
  const again = useRef(false);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let failures = 0;
    const pause = (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake.current = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    signal.addEventListener("abort", () => wake.current());
    const unwatch = sessionOver.watch(() => wake.current());
    async function poll(): Promise<void> {
      while (!signal.aborted) {
        again.current = false;
        try {
          const data = await latest.current(signal);
          if (signal.aborted) return;
          failures = 0;
          // It began before what was done meanwhile.
          if (again.current) continue;
          setAnswer({ of: key, data, loadedAt: Date.now() });
        } catch (error) {
          if (signal.aborted) return;
          failures += 1;
          noteTimeout(error);
          setAnswer((before) => (before.of === key ? { ...before, error } : { of: key, error }));
        }
        // What is asked for while an answer is on its way is not in it.
        if (!again.current) await pause(failures > 0 ? backOffMs(failures, everyMs) : everyMs);
        await untilLookedAt(signal);
      }
    }
    void poll();
    return () => {
      unwatch();
      controller.abort();
    };
  }, [key, everyMs]);

  const refresh = useCallback(() => {
    again.current = true;
    wake.current();
  }, []);
  const shown = answer.of === key ? answer : undefined;
  return { data: shown?.data, loadedAt: shown?.loadedAt, error: shown?.error, refresh };
}
