/*
 * `node dist/renew-data-key.js`, with the gateway's variables: makes a new key for what is stored, and encrypts everything anew by it. The
 * gateways may go on working meanwhile.
 */
import { existsSync } from "node:fs";
import { type GatewayConfig, gatewayConfigFromEnv } from "./config.ts";
import { openStore } from "./journeys.ts";
import { logWarnings } from "./log.ts";

const refuse = () => Promise.reject(new Error("NXCLOUD is asked nothing here"));

/** What the variables name as the store. @throws Error for a SQLite file that is not there: what is stored lies in another one. */
function nameStore({ databaseUrl, sqlitePath = "" }: GatewayConfig): string {
  if (databaseUrl !== undefined) return "DATABASE_URL";
  if (!existsSync(sqlitePath))
    throw new Error(`SQLITE_PATH names no file (${sqlitePath}), and DATABASE_URL is not set: nothing is stored there`);
  return sqlitePath;
}

logWarnings(console.error);
try {
  const config = gatewayConfigFromEnv(process.env);
  const name = nameStore(config);
  const parts = { client: { initJourneyToken: refuse, sendTemplate: refuse }, isIdle: true };
  const store = await openStore(config, parts, ({ message }) => console.error(message), undefined);
  const values = await store?.journeys.renewDataKey();
  console.log(`a new key for what is stored in ${name}: ${values} values were encrypted anew`);
  await store?.close();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
