/**
 * Journeys in this process alone.
 *
 * @module
 */

import { toHex } from "./hex.ts";
import { forgettingIn } from "./memory/deletion.ts";
import { callsIn } from "./memory/idempotency.ts";
import { claimsIn } from "./memory/leases.ts";
import { readingIn } from "./memory/queries.ts";
import { receiptsIn } from "./memory/receipts.ts";
import { emptyTables } from "./memory/tables.ts";
import type { Encryption, JourneyStore } from "./store/store.ts";

/** Nothing rests anywhere, so nothing is encrypted. */
const plain: Encryption = {
  seal: async (value) => JSON.stringify(value),
  open: async (sealed) => JSON.parse(sealed),
  index: async (...parts) => {
    const text = new TextEncoder().encode(JSON.stringify(parts));
    return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
  },
};

/**
 * Keeps journeys in this process: for tests, and for those who can afford to lose them. It promises nothing across processes.
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "@nxzalo/journeys/memory";
 *
 * const store = createMemoryStore();
 * ```
 */
export function createMemoryStore(): JourneyStore {
  const tables = emptyTables();
  const settings = new Map<string, string>();
  return {
    vault: plain,
    records: {
      ...claimsIn(tables),
      ...callsIn(tables),
      ...receiptsIn(tables),
      ...readingIn(tables),
      ...forgettingIn(tables),
      setting: async (name, initial) => {
        if (!settings.has(name)) settings.set(name, initial);
        return settings.get(name) as string;
      },
      replaceSetting: async (name, { from, to }) => {
        if (settings.get(name) !== from) return false;
        settings.set(name, to);
        return true;
      },
      ping: async () => {},
      close: async () => {},
    },
  };
}
