import { runAlone } from "@nxzalo/core/internal";
import type { BudgetReached } from "@nxzalo/core/journeys";
import { hourMs } from "../durations.ts";
import { assertUsable, type JourneysOptions } from "../journeys-options.ts";
import { defaultAuditRetainMs, defaultDataRetainMs, defaultRetainMs } from "../retention.ts";
import { recordsWithin } from "../store/record-methods.ts";
import type { Pace } from "../store/waiting.ts";
import { type BudgetOptions, createBudgetWatch } from "./budget.ts";
import type { ServiceContext } from "./context.ts";
import { recordsOfEnvironment } from "./environment.ts";
import { type Events, isWanted, routeTargets } from "./event-targets.ts";
import { budgetEvent } from "./events.ts";
import { defaultQuietHours, neverQuiet, parseQuietHours } from "./quiet-hours.ts";
import { createQuotaReserve } from "./quota-reserve.ts";
import { type WriteTimeouts, withoutBackground } from "./retry-write.ts";
import { createSlotQueue, waitForOwnSlot } from "./slot-queue.ts";
import { watchWrites } from "./write-watch.ts";

/** A budget whose being reached is an event, where something takes that. */
const withEvent = (
  { budget, onReached }: BudgetOptions,
  context: Pick<ServiceContext, "records" | "events" | "now">,
) => ({
  budget,
  onReached: async (reached: BudgetReached) => {
    if (isWanted(context, "budget.reached")) await context.records.addEvent(budgetEvent(reached, context.now()));
    await onReached?.(reached);
  },
});

const toPace = (ratePerSecond: number | undefined): Pace | undefined =>
  ratePerSecond === undefined ? undefined : { name: "account", intervalUs: Math.ceil(1_000_000 / ratePerSecond) };

function toEvents({ events, onUndeliverable, around = runAlone }: JourneysOptions): Events | undefined {
  const { targets = [], notifyRefused = false, undeliveredAfterMs, onStored = () => {}, fetch } = events ?? {};
  const routed = routeTargets({ targets, onUndeliverable, fetch, around });
  if (routed.length === 0) return undefined;
  return { targets: routed, notifiesRefused: notifyRefused, undeliveredAfterMs, onStored };
}

/** The records of a store, of the environment that the options name. */
const recordsOf = ({ store, staging }: JourneysOptions) =>
  staging === undefined ? store.records : recordsOfEnvironment(store.records, staging ? "staging" : "production");

/**
 * What the options mean for the service, with every default filled in, and whether journeys can be stored.
 *
 * @throws ConfigError that names what is wrong with them
 */
export function createContext(options: JourneysOptions, timeouts: WriteTimeouts) {
  assertUsable(options);
  const { client, appKey = "", drWebhook, defaultCountryCode, templates, staging, onWaiting } = options;
  const { retainMs = defaultRetainMs, dataRetainMs = defaultDataRetainMs } = options;
  const { auditRetainMs = defaultAuditRetainMs } = options;
  const { now = options.store.now ?? Date.now, around = runAlone } = options;
  const { leaseMs = 5_000, deadlineMs = 25_000, marginMs = hourMs } = options;
  const { quietHours = defaultQuietHours, quotaReserve, holdOnRefusal = false, monthlyBudget } = options;
  const { encryption, endsWithRequest = false } = options.store;
  const { records, assertWritable, ping } = watchWrites(recordsWithin(around, recordsOf(options)));
  const events = toEvents(options);
  const pace = toPace(options.ratePerSecond);
  const context: ServiceContext = {
    records,
    assertWritable,
    encryption,
    client,
    appKey,
    knownAppIndexes: new WeakMap(),
    knownAppNames: new WeakMap(),
    drWebhook,
    settings: { defaultCountryCode },
    templates,
    quietHours: parseQuietHours(quietHours) ?? neverQuiet,
    pace,
    staging: staging || undefined,
    quotaReserve:
      quotaReserve === undefined
        ? undefined
        : createQuotaReserve({ records, templates, pace, endsWithRequest }, quotaReserve, now),
    holdOnRefusal,
    endsWithRequest,
    waitForSlot: endsWithRequest ? waitForOwnSlot : createSlotQueue(),
    onWaiting,
    leaseMs,
    deadlineMs,
    marginMs,
    retainMs,
    auditRetainMs,
    dataRetainMs,
    events,
    watchBudget: monthlyBudget && createBudgetWatch(records, withEvent(monthlyBudget, { records, events, now })),
    timeouts: endsWithRequest ? withoutBackground(timeouts) : timeouts,
    now,
  };
  return { context, ping };
}
