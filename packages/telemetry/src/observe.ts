import { configError, methodsValidator, type OptionRules, optionIssues, validateFunction } from "@nxzalo/core/internal";
import type { JourneyService, JourneyStats } from "@nxzalo/core/journeys";
import { type MeterProvider, metrics } from "@opentelemetry/api";
import { createLatest, type Latest } from "./latest.ts";
import { scope } from "./scope.ts";

/** Options of {@link observe}. */
export interface ObserveOptions {
  /** What is watched: `createJourneys` of `@nxzalo/journeys`. Default: there is no store, and readiness alone is told. */
  readonly journeys?: (Pick<JourneyService, "ping"> & { stats(): Promise<JourneyStats> }) | undefined;
  /** Whether calls are taken, but for the store. Default: always. */
  readonly isReady?: (() => boolean) | undefined;
  /** Where metrics go. Default: the one that is registered for the process, or none. */
  readonly meterProvider?: MeterProvider | undefined;
  /** A clock that never goes back, in milliseconds. Default: `performance.now`. */
  readonly clock?: (() => number) | undefined;
}

const rules: OptionRules<ObserveOptions> = {
  journeys: /* @__PURE__ */ methodsValidator("ping", "stats"),
  isReady: validateFunction,
  meterProvider: /* @__PURE__ */ methodsValidator("getMeter"),
  clock: validateFunction,
};

/** What was found at one look. */
interface Facts {
  readonly isUsable: boolean;
  /** Nothing where the store did not say. */
  readonly stats?: JourneyStats | undefined;
}

async function look(journeys: ObserveOptions["journeys"]): Promise<Facts> {
  if (!journeys) return { isUsable: true };
  const [ping, stats] = await Promise.allSettled([journeys.ping(), journeys.stats()]);
  return {
    isUsable: ping.status === "fulfilled",
    stats: stats.status === "fulfilled" ? stats.value : undefined,
  };
}

/**
 * Shows at each read of the metrics whether calls are taken, and what an operator watches of the journey store: messages of which nothing
 * has told, the last receipt, events that wait, its size. The store is looked at once in five seconds at most, and a store that hangs holds up no read.
 *
 * @throws ConfigError for an option that does not exist or cannot work.
 * @example
 * ```ts
 * import { createNxZalo } from "@nxzalo/core";
 * import { createJourneys } from "@nxzalo/journeys";
 * import { createMemoryStore } from "@nxzalo/journeys/memory";
 * import { createSandbox } from "@nxzalo/sandbox";
 * import { instrument, observe } from "@nxzalo/telemetry";
 *
 * const { onEvent, around } = instrument();
 * const { credentials, appKey, fetch } = createSandbox();
 * const client = createNxZalo({ credentials, appKey, fetch, onEvent, around });
 * const journeys = createJourneys({ client, store: createMemoryStore(), appKey, around });
 * observe({ journeys });
 * ```
 */
export function observe(options: ObserveOptions): void {
  const issues = optionIssues(options, rules);
  if (issues.length > 0) throw configError(issues);
  const { journeys, isReady = () => true, meterProvider = metrics.getMeterProvider() } = options;
  const { clock = () => performance.now() } = options;
  const latest = createLatest(() => look(journeys), clock);
  const meter = meterProvider.getMeter(scope);
  const gauge = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(name, { unit, description });
  const ready = gauge("nxzalo.ready", "1", "Whether calls are taken, and can be stored: 1 or 0.");
  const unknownOpen = gauge("nxzalo.unknown.open", "{message}", "Messages that may have been sent; nothing has told.");
  const unknownAge = gauge(
    "nxzalo.unknown.oldest_age",
    "s",
    "Since the oldest of them was sent; 0 where there are none.",
  );
  const receiptAge = gauge("nxzalo.receipts.last_age", "s", "Since the last receipt that is stored was taken.");
  const size = gauge("nxzalo.store.size", "By", "The room that the journey store takes on the disk.");
  const eventsWaiting = gauge("nxzalo.events.waiting", "{event}", "Events that wait for their delivery.");
  const eventsAge = gauge(
    "nxzalo.events.oldest_age",
    "s",
    "Since the oldest of them was stored; 0 where there are none.",
  );
  const eventsDead = gauge("nxzalo.events.dead", "{event}", "Events that were given up.");
  const stored = [unknownOpen, unknownAge, receiptAge, size, eventsWaiting, eventsAge, eventsDead];

  meter.addBatchObservableCallback(
    async (result) => {
      const facts: Latest<Facts> | undefined = await latest();
      result.observe(ready, isReady() && facts?.value.isUsable === true ? 1 : 0);
      const stats = facts?.value.stats;
      if (!facts || !stats) return;
      const secondsAt = (ageMs: number) => (ageMs + facts.ageMs) / 1000;
      const { unknownMessages, oldestUnknownAgeMs, lastReceiptAgeMs, sizeBytes } = stats;
      result.observe(unknownOpen, unknownMessages);
      result.observe(unknownAge, oldestUnknownAgeMs === null ? 0 : secondsAt(oldestUnknownAgeMs));
      const { waitingEvents, oldestWaitingEventAgeMs, deadEvents } = stats;
      result.observe(eventsWaiting, waitingEvents);
      result.observe(eventsAge, oldestWaitingEventAgeMs === null ? 0 : secondsAt(oldestWaitingEventAgeMs));
      result.observe(eventsDead, deadEvents);
      if (lastReceiptAgeMs !== null) result.observe(receiptAge, secondsAt(lastReceiptAgeMs));
      if (sizeBytes !== null) result.observe(size, sizeBytes);
    },
    journeys ? [ready, ...stored] : [ready],
  );
}
