/**
 * Journeys in a Durable Object: for Workers.
 *
 * @module
 */
import { readEnv } from "@nxzalo/core/internal";
import type { JourneyServiceOptions } from "@nxzalo/core/journeys";
import { createDurableRecords, type ObjectNamespace } from "./cloudflare/durable-records.ts";
import { openEncryption } from "./encryption.ts";
import { createJourneys, type Journeys } from "./journeys.ts";
import type { Encryption, JourneyStore } from "./store/store.ts";
import { readStoreKeys } from "./store-keys.ts";

export type { ObjectNamespace } from "./cloudflare/durable-records.ts";
export { JourneysObject, type ObjectState } from "./cloudflare/journeys-object.ts";

/** Options of {@link createDurableStore}. */
export interface DurableOptions {
  /** The binding of `JourneysObject`. */
  readonly namespace: ObjectNamespace;
  /** 32 random bytes in base64, newest first: `openssl rand -base64 32`. */
  readonly storeKeys: readonly string[];
  /** Which object: each name has journeys, and keys, of its own. Default: `journeys`. */
  readonly objectName?: string | undefined;
}

/**
 * Keeps journeys in a Durable Object. Its keys are opened when they are first needed: a Worker has no start.
 *
 * Every method rejects with ConfigError where `storeKeys` are missing or none fits the data.
 *
 * @example
 * ```ts
 * import { createDurableStore, type ObjectNamespace } from "@nxzalo/journeys/cloudflare";
 *
 * const storeFor = (env: { JOURNEYS: ObjectNamespace; STORE_KEY: string }) =>
 *   createDurableStore({ namespace: env.JOURNEYS, storeKeys: env.STORE_KEY.split(",") });
 * ```
 */
export function createDurableStore({ namespace, storeKeys, objectName = "journeys" }: DurableOptions): JourneyStore {
  const records = createDurableRecords(namespace, objectName);
  let kept: Encryption | undefined;
  // The vault itself outlives a request; a promise of it may not.
  const vault = async () => {
    kept ??= await openEncryption(records, storeKeys);
    return kept;
  };
  return {
    records,
    vault: {
      seal: async (value) => (await vault()).seal(value),
      open: async (sealed) => (await vault()).open(sealed),
      index: async (...parts) => (await vault()).index(...parts),
    },
  };
}

/**
 * The bookkeeping of a Worker from its bindings, for `createEdgeProxy`: `JOURNEYS`, a Durable Object of the class `JourneysObject`, and
 * `STORE_KEY`. Without the binding, nothing is remembered.
 *
 * @throws ConfigError where there is a binding and no usable `STORE_KEY`.
 * @example
 * ```ts
 * import { bearerKeysFromEnv, createEdgeProxy } from "@nxzalo/edge";
 * import { JourneysObject, journeysFromEnv } from "@nxzalo/journeys/cloudflare";
 *
 * export { JourneysObject };
 * export default createEdgeProxy({ authorize: bearerKeysFromEnv(), journeys: journeysFromEnv });
 * ```
 */
export function journeysFromEnv(env: object, settings: JourneyServiceOptions): Journeys | undefined {
  const { JOURNEYS, ...variables } = env as { JOURNEYS?: ObjectNamespace };
  if (!JOURNEYS) return undefined;
  const storeKeys = readEnv(variables, (env) => readStoreKeys(env, true));
  const { client, appKey, defaultCountryCode } = settings;
  const store = createDurableStore({ namespace: JOURNEYS, storeKeys });
  return createJourneys({ client, store, appKey, defaultCountryCode });
}
