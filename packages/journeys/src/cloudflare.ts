/**
 * Journeys in a Durable Object: for Workers.
 *
 * @module
 */
import {
  configError,
  methodsValidator,
  type OptionRules,
  optionIssues,
  readEnv,
  readStaging,
  timedOut,
  validateTexts,
  withTimeout,
} from "@nxzalo/core/internal";
import type { JourneyServiceOptions } from "@nxzalo/core/journeys";
import { readBudgetEnv } from "./budget-env.ts";
import { webCiphers } from "./ciphers/web-ciphers.ts";
import { readMessageEnv } from "./cloudflare/message-env.ts";
import { unguardedClient } from "./cloudflare/unguarded-client.ts";
import { lazyEncryption, openEncryption } from "./encryption.ts";
import { readEventsEnv } from "./events-env.ts";
import { createJourneys, type Journeys } from "./journeys.ts";
import { createRemoteRecords } from "./store/record-methods.ts";
import type { Encryption, JourneyRecords, JourneyStore } from "./store/store.ts";
import { createStoreClock } from "./store/store-clock.ts";
import { rejectStoreError } from "./store/store-errors.ts";
import { readStoreKeys } from "./store-keys.ts";

export { JourneysObject, type ObjectState } from "./cloudflare/journeys-object.ts";

/** The part of a Durable Object's binding that is used. */
export interface ObjectNamespace {
  /** The id of the object of a name. */
  idFromName(name: string): unknown;
  /** The object of an id. */
  // biome-ignore lint/suspicious/noExplicitAny: each runtime declares its own ids and fetch
  get(id: any): { fetch(url: string, init: { method: string; body: string }): Promise<any> };
}

/** Options of {@link createDurableStore}. */
export interface DurableOptions {
  /** The binding of `JourneysObject`. */
  readonly namespace: ObjectNamespace;
  /** 32 random bytes in base64, newest first: `openssl rand -base64 32`. */
  readonly storeKeys: readonly string[];
  /** Which object: each name has journeys, and keys, of its own. Default: `journeys`. */
  readonly objectName?: string | undefined;
}

const rules: OptionRules<DurableOptions> = {
  namespace: /* @__PURE__ */ methodsValidator("idFromName", "get"),
  storeKeys: validateTexts,
  objectName: (value) =>
    typeof value === "string" && value !== "" ? undefined : { code: "empty", message: "must be a name" },
};

/**
 * How long an object may take for one request: the runtime sets no limit, and a caller would wait as long as it hangs. While an object restarts, the
 * runtime itself asks again, for 10 seconds. Source: Cloudflare Durable Objects, *Automatic retries*.
 */
const answersWithinMs = 15_000;

/** The records of one object: all journeys are in it, because a person's are searched across keys. */
const createDurableRecords = (
  namespace: ObjectNamespace,
  objectName: string,
  onTime: (at: number) => void,
): JourneyRecords =>
  createRemoteRecords(async (method, given) => {
    if (method === "close") return;
    const call = async () => {
      // Made for each request: what belongs to one request of a Worker may not be used by another, and one that has failed stays broken.
      const object = namespace.get(namespace.idFromName(objectName));
      const response = await object.fetch(`https://journeys/${method}`, {
        method: "POST",
        body: JSON.stringify(given),
      });
      return { isDone: response.ok, ...(await response.json()) };
    };
    const answer = await withTimeout({ timeoutMs: answersWithinMs }, call).catch((error: unknown) =>
      rejectStoreError(error === timedOut ? new Error("timeout") : error),
    );
    const { isDone, result, code, issues, now } = answer;
    if (typeof now === "number") onTime(now);
    if (issues) throw configError(issues);
    return isDone ? result : rejectStoreError({ name: "Error", code });
  });

/**
 * Stores journeys in a Durable Object. Its keys are opened when they are first needed: a Worker has no start.
 *
 * @throws ConfigError where an option is missing, unknown or cannot work. Every method rejects with ConfigError where `storeKeys` are missing, none fits the data,
 * or the object's tables are not ours.
 * @example
 * ```ts
 * import { createDurableStore, type ObjectNamespace } from "@nxzalo/journeys/cloudflare";
 *
 * const storeFor = (env: { JOURNEYS: ObjectNamespace; STORE_KEY: string }) =>
 *   createDurableStore({ namespace: env.JOURNEYS, storeKeys: env.STORE_KEY.split(",") });
 * ```
 */
export function createDurableStore(given: DurableOptions): JourneyStore {
  const issues = optionIssues(given, rules, { required: ["namespace", "storeKeys"] });
  if (issues.length > 0) throw configError(issues);
  const { namespace, storeKeys, objectName = "journeys" } = given;
  const clock = createStoreClock();
  const records = createDurableRecords(namespace, objectName, clock.set);
  let opened: Encryption | undefined;
  // The encryption itself outlives a request; a promise of it may not.
  const open = async () => {
    opened ??= await openEncryption(records, storeKeys, webCiphers);
    return opened;
  };
  return { records, encryption: lazyEncryption(open), now: clock.now, endsWithRequest: true };
}

/**
 * The journeys of a Worker from its bindings, for `createEdgeProxy`: `JOURNEYS`, a Durable Object of the class `JourneysObject`, and
 * `STORE_KEY`. Without the binding, `undefined`: nothing is stored.
 *
 * With `STAGING=true` they are those of a staging process. Who hands on `staging` says by it that the client is guarded; without it the client is
 * not used, and what would ask NXCLOUD rejects with ConfigError.
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
  const store = createDurableStore({ namespace: JOURNEYS, storeKeys });
  const budget = readEnv(variables, readBudgetEnv);
  const monthlyBudget = budget && { budget };
  const events = readEnv(variables, readEventsEnv);
  const asked = readEnv(variables, readStaging);
  const client = asked && !settings.staging ? unguardedClient : settings.client;
  const staging = settings.staging ?? asked ?? (false as const);
  return createJourneys({ ...readMessageEnv(variables), monthlyBudget, events, ...settings, client, staging, store });
}
