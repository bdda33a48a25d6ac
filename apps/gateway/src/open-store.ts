import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import type { NxZalo } from "@nxzalo/core";
import { createJourneys, type Journeys, openVault } from "@nxzalo/journeys";
import { createSqliteStore } from "@nxzalo/journeys/sqlite";
import type { GatewayConfig } from "./config.ts";

/** The bookkeeping of a gateway, while it is open. */
export interface OpenStore {
  readonly journeys: Journeys;
  close(): Promise<void>;
}

const sweepEveryMs = 3_600_000;

/** The key beside the database, made once: only its owner may read it. Whoever else starts at the same time reads the same one. */
function keyBeside(path: string, tell: (line: string) => void): string {
  const file = `${path}.key`;
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  // Whole before it has its name, so that nobody reads half a key.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, file);
    tell(`made the key of the store in ${file}: keep it apart from backups of the database, or set STORE_KEY`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
  return readFileSync(file, "utf8").trim();
}

/**
 * Opens the store that `SQLITE_PATH` names; `undefined` where it names none.
 *
 * @throws ConfigError where `STORE_KEY` does not fit the data; the system's own error where the file cannot be opened.
 */
export async function openStore(
  config: GatewayConfig,
  client: NxZalo,
  tell: (line: string) => void,
): Promise<OpenStore | undefined> {
  const { sqlitePath, storeKeys, appKey, defaultCountryCode } = config;
  if (sqlitePath === undefined) return undefined;
  const store = await createSqliteStore({ path: sqlitePath });
  const keys = storeKeys.length > 0 ? storeKeys : [keyBeside(sqlitePath, tell)];
  const vault = await openVault(store, keys);
  const journeys = createJourneys({ client, store, vault, appKey, defaultCountryCode });
  const sweeping = setInterval(() => void journeys.sweep().catch(() => {}), sweepEveryMs);
  sweeping.unref();
  return {
    journeys,
    close: async () => {
      clearInterval(sweeping);
      await store.close();
    },
  };
}
