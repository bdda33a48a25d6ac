import { callRecords, recordsBy } from "./record-methods.ts";
import type { JourneyStore } from "./store.ts";

/**
 * A store that is opened when it is first used, and again where that failed: so a service starts, and heals, without it.
 *
 * @example
 * ```ts
 * import { lazyStore } from "@nxzalo/journeys";
 * import { createSqliteStore } from "@nxzalo/journeys/sqlite";
 *
 * const store = lazyStore(() => createSqliteStore({ path: "./data/nxzalo.db" }));
 * ```
 */
export function lazyStore(open: () => Promise<JourneyStore>): JourneyStore {
  let opening: Promise<JourneyStore> | undefined;
  const opened = () => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    records: recordsBy(async (method, given) => {
      // What was never opened has nothing to be closed.
      if (method === "close" && !opening) return;
      return callRecords((await opened()).records, method, given);
    }),
    vault: {
      seal: async (value) => (await opened()).vault.seal(value),
      open: async (sealed) => (await opened()).vault.open(sealed),
      index: async (...parts) => (await opened()).vault.index(...parts),
    },
  };
}
