import { configFromEnv, createNxZalo, type FetchLike, type Templates, templatesFromEnv } from "@nxzalo/core";
import { guardMissing, readEnv, readStaging, type StagingGuard } from "@nxzalo/core/internal";
import { webCiphers } from "../ciphers/web-ciphers.ts";
import { lazyEncryption, openEncryption } from "../encryption.ts";
import { readEventsEnv } from "../events-env.ts";
import { createJourneys, type Journeys } from "../journeys.ts";
import type { EventsOptions } from "../service/event-targets.ts";
import type { JourneyRecords } from "../store/store.ts";
import { readStoreKeys } from "../store-keys.ts";
import { readWaitingEnv } from "./waiting-env.ts";

/** What a run of an object may ask others for, on the free plan. */
export const askedInOneRun = 45;
/** Each message asks twice: to open a journey, and to send. What is left of a run delivers events. */
export const sentInOneRun = 22;
export const sentBesideEvents = 16;

/** How an object asks others. */
export interface Upstream {
  /** Default: the runtime's own `fetch`. */
  readonly fetch: FetchLike | undefined;
  /** What keeps a staging process from phones that are not listed. */
  readonly guard: StagingGuard | undefined;
  /** Default: those of the variable `TEMPLATES`. */
  readonly templates: Templates | undefined;
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
): Pick<Journeys, "dispatchDue" | "deliverEvents"> {
  const config = configFromEnv(env as Record<string, unknown>);
  const staging = readEnv(env, readStaging);
  if (staging && !guard) throw guardMissing();
  const storeKeys = readEnv(env, (reader) => readStoreKeys(reader, true));
  const encryption = lazyEncryption(() => openEncryption(records, storeKeys, webCiphers));
  // What fails is tried again by a later run.
  const client = createNxZalo({
    ...config,
    fetch: staging ? guard?.(staging, fetch) : fetch,
    retry: { maxAttempts: 1 },
  });
  const { appKey, defaultCountryCode } = config;
  return createJourneys({
    client,
    store: { records, encryption },
    appKey,
    defaultCountryCode,
    templates: templates ?? templatesFromEnv(env as Record<string, unknown>),
    staging: staging ?? false,
    ...readWaitingEnv(env),
    events: { ...readEnv(env, readEventsEnv), fetch: fetch as EventsOptions["fetch"] },
  });
}
