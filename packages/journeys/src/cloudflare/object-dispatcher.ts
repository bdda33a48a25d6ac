import { configFromEnv, createNxZalo, type FetchLike, type Templates, templatesFromEnv } from "@nxzalo/core";
import type { ConfigError } from "@nxzalo/core/errors";
import { guardMissing, loggableEvent, readEnv, readStaging, type StagingGuard } from "@nxzalo/core/internal";
import { webCiphers } from "../ciphers/web-ciphers.ts";
import { lazyEncryption, openEncryption } from "../encryption.ts";
import { readEventsEnv } from "../events-env.ts";
import { createJourneys } from "../journeys.ts";
import type { DeliverResult } from "../service/deliver-events.ts";
import type { DispatchResult } from "../service/dispatch.ts";
import type { EventsOptions } from "../service/event-targets.ts";
import { lazily } from "../sql/database.ts";
import type { JourneyRecords } from "../store/store.ts";
import { readStoreKeys } from "../store-keys.ts";
import { log } from "./log.ts";
import { readMessageEnv } from "./message-env.ts";
import { unguardedClient } from "./unguarded-client.ts";

/** What a run of an object may ask others for, on the free plan. */
export const askedInOneRun = 45;
/** Each message asks twice: to open a journey, and to send. What is left of a run delivers events. */
export const sentInOneRun = 22;
export const sentBesideEvents = 16;
/**
 * What may wait for headers at once: what is more is held back by the runtime, while our own time limit runs. Source: Cloudflare Workers, *Limits*,
 * simultaneous open connections.
 */
const connectionsAtOnce = 6;

/** How an object asks others. */
export interface Upstream {
  /** Default: the runtime's own `fetch`. */
  readonly fetch: FetchLike | undefined;
  /** What keeps a staging process from phones that are not listed. */
  readonly guard: StagingGuard | undefined;
  /** Default: those of the variable `TEMPLATES`. */
  readonly templates: Templates | undefined;
}

/** What sends and delivers, within the limits of one run. */
export interface ObjectDispatcher {
  /** Why nothing may be sent: its guard is missing. */
  readonly fault: ConfigError | undefined;
  /** What may go out no more expires also where nothing is sent. */
  dispatchDue(limit: number): Promise<DispatchResult>;
  deliverEvents(limit: number): Promise<DeliverResult>;
}

/**
 * What sends the messages that wait in an object, by the variables of its Worker: it is where its alarm runs.
 *
 * @throws ConfigError where a variable is missing or wrong.
 */
export function createObjectDispatcher(
  records: JourneyRecords,
  env: object,
  { fetch, guard, templates }: Upstream,
): ObjectDispatcher {
  const config = configFromEnv(env as Record<string, unknown>);
  const staging = readEnv(env, readStaging);
  const fault = staging && !guard ? guardMissing() : undefined;
  const storeKeys = readEnv(env, (reader) => readStoreKeys(reader, true));
  // Once, as long as the object lives: it may outlive a change of STORE_KEY by minutes, and goes on with the keys that it has opened.
  const { open } = lazily(() => openEncryption(records, storeKeys, webCiphers));
  const encryption = lazyEncryption(open);
  // What fails is tried again by a later run.
  const client = createNxZalo({
    ...config,
    fetch: staging ? guard?.(staging, fetch) : fetch,
    retry: { maxAttempts: 1 },
    onEvent: (event) => {
      const line = loggableEvent(event);
      if (line) log(line);
    },
  });
  const { appKey, defaultCountryCode } = config;
  const events = readEnv(env, readEventsEnv);
  const journeys = createJourneys({
    client: fault ? unguardedClient : client,
    store: { records, encryption },
    appKey,
    defaultCountryCode,
    templates: templates ?? templatesFromEnv(env as Record<string, unknown>),
    staging: staging ?? false,
    ...readMessageEnv(env),
    events: { ...events, fetch: fetch as EventsOptions["fetch"] },
  });
  const toEachTarget = Math.max(1, Math.floor(connectionsAtOnce / events.targets.length));
  return {
    fault,
    dispatchDue: (limit) => journeys.dispatchDue({ limit: fault ? 0 : limit, concurrency: connectionsAtOnce }),
    deliverEvents: (limit) => journeys.deliverEvents({ limit, concurrency: toEachTarget }),
  };
}
