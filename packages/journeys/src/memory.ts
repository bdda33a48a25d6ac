/**
 * Journeys in this process alone.
 *
 * @module
 */

import { toHex } from "./bytes.ts";
import { createAttempts } from "./memory/attempts.ts";
import { createAudit } from "./memory/audit.ts";
import { createDeletion } from "./memory/deletion.ts";
import { createEventQueries } from "./memory/event-queries.ts";
import { createEvents } from "./memory/events.ts";
import { createLedger } from "./memory/ledger.ts";
import { createMessageQueries } from "./memory/message-queries.ts";
import { createOlderRows } from "./memory/older-rows.ts";
import { createPeople } from "./memory/people.ts";
import { createQueries } from "./memory/queries.ts";
import { createReceived } from "./memory/received.ts";
import { createSessions } from "./memory/sessions.ts";
import { createSilence } from "./memory/silence.ts";
import { createSuppressions } from "./memory/suppressions.ts";
import { createSweep } from "./memory/sweep.ts";
import { createTables } from "./memory/tables.ts";
import { createTasks } from "./memory/tasks.ts";
import { createWaiting } from "./memory/waiting.ts";
import { createIdempotency, createLeases, createReceipts } from "./memory/writes.ts";
import type { Encryption, JourneyStore } from "./store/store.ts";

/** Nothing is written to a disk, so nothing is encrypted. */
const plain: Encryption = {
  encrypt: async (value) => JSON.stringify(value),
  decrypt: async (ciphertext) => JSON.parse(ciphertext),
  index: async (...parts) => {
    const text = new TextEncoder().encode(JSON.stringify(parts));
    return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
  },
};

/**
 * Stores journeys in the memory of this process: for tests, and for what may be lost. Other processes do not see them.
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "@nxzalo/journeys/memory";
 *
 * const store = createMemoryStore();
 * ```
 */
export function createMemoryStore(): JourneyStore {
  const tables = createTables();
  const settings = new Map<string, string>();
  const audit = createAudit(tables);
  return {
    encryption: plain,
    records: {
      ...createLeases(tables),
      ...createIdempotency(tables),
      ...createReceipts(tables),
      ...createReceived(tables),
      ...createAttempts(tables),
      ...createQueries(tables),
      ...createMessageQueries(tables),
      ...createDeletion(tables),
      ...createSweep(tables),
      ...createLedger(tables),
      ...createSessions(tables),
      ...createTasks(tables),
      ...audit,
      ...createWaiting(tables, audit),
      ...createEvents(tables),
      ...createEventQueries(tables),
      ...createSilence(tables),
      ...createSuppressions(tables),
      ...createPeople(tables),
      ...createOlderRows(tables),
      readCiphertexts: async () => ({ found: [] }),
      replaceCiphertexts: async () => {},
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
      probe: async () => {},
      close: async () => {},
    },
  };
}
