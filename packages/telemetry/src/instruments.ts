import type { Counter, Gauge, Histogram, Meter } from "@opentelemetry/api";

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
  readonly clockOffset: Gauge;
  readonly quotaRemaining: Gauge;
  readonly quotaDaily: Gauge;
}

export function createInstruments(meter: Meter): Instruments {
  // Without boundaries of its own, a histogram has those for milliseconds.
  const duration = (name: string, description: string) =>
    meter.createHistogram(name, { description, unit: "s", advice: { explicitBucketBoundaries: boundaries } });
  const counter = (name: string, unit: string, description: string) => meter.createCounter(name, { unit, description });
  const gauge = (name: string, unit: string, description: string) => meter.createGauge(name, { unit, description });
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
    clockOffset: gauge("nxzalo.clock.offset", "s", "NXCLOUD's clock minus this machine's."),
    quotaRemaining: gauge(
      "nxzalo.quota.remaining",
      "{message}",
      "What may still be sent today, as a receipt told last.",
    ),
    quotaDaily: gauge("nxzalo.quota.daily", "{message}", "What may be sent in a day, as a receipt told last."),
  };
}

/** Seconds of a duration; a wall clock that was set back makes none below zero. */
export const toSeconds = (durationMs: number): number => Math.max(0, durationMs) / 1000;
