import type { Counter, Histogram, Meter } from "@opentelemetry/api";

/** Seconds. An answer takes a millisecond where it is stored already, and 25 s at most. */
const boundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25];

/** What is counted and measured as it happens. What each tells stands in docs/metrics.md. */
export interface Instruments {
  readonly requests: Histogram;
  readonly calls: Histogram;
  readonly attempts: Histogram;
  readonly waits: Histogram;
  readonly storeOperations: Histogram;
  readonly refusals: Counter;
  readonly retries: Counter;
  readonly receipts: Counter;
  readonly storeErrors: Counter;
  readonly last: LastTold;
}

/** What was told last; shown at each read. */
export interface LastTold {
  clockOffsetMs?: number;
  quotaRemaining?: number;
  quotaDaily?: number;
}

export function createInstruments(meter: Meter): Instruments {
  // Without boundaries of its own, a histogram has those for milliseconds.
  const duration = (name: string, description: string) =>
    meter.createHistogram(name, { description, unit: "s", advice: { explicitBucketBoundaries: boundaries } });
  const counter = (name: string, unit: string, description: string) => meter.createCounter(name, { unit, description });
  const last: LastTold = {};
  const gauge = (name: string, unit: string, description: string, read: () => number | undefined) =>
    meter.createObservableGauge(name, { unit, description }).addCallback((result) => {
      const value = read();
      if (value !== undefined) result.observe(value);
    });
  const inSeconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000);
  gauge("nxzalo.clock.offset", "s", "NXCLOUD's clock minus this machine's.", () => inSeconds(last.clockOffsetMs));
  gauge(
    "nxzalo.quota.remaining",
    "{message}",
    "What may still be sent today, as last told.",
    () => last.quotaRemaining,
  );
  gauge("nxzalo.quota.daily", "{message}", "What may be sent in a day, as last told.", () => last.quotaDaily);
  return {
    requests: duration("http.server.request.duration", "Duration of HTTP server requests."),
    calls: duration("nxzalo.call.duration", "Calls of NXCLOUD, with all their attempts and waits."),
    attempts: duration("nxzalo.attempt.duration", "Single requests to NXCLOUD: how long its answers take."),
    waits: duration("nxzalo.wait.duration", "Waits before a request to NXCLOUD."),
    storeOperations: duration("nxzalo.store.operation.duration", "Work of the journey store."),
    refusals: counter("nxzalo.refusals", "{refusal}", "Calls that NXCLOUD refused, by who has to act."),
    retries: counter("nxzalo.retries", "{retry}", "Attempts that followed one that failed."),
    receipts: counter("nxzalo.receipts", "{receipt}", "Receipts that were taken."),
    storeErrors: counter("nxzalo.store.errors", "{error}", "Work of the journey store that failed."),
    last,
  };
}

/** Seconds of a duration; a wall clock that was set back makes none below zero. */
export const toSeconds = (durationMs: number): number => Math.max(0, durationMs) / 1000;
