/*
 * `node dist/renew-data-key.js`, with the gateway's variables: makes a new key for what is stored, and encrypts everything anew by it. The
 * gateways may go on working meanwhile.
 */
import { gatewayConfigFromEnv } from "./config.ts";
import { openStore } from "./journeys.ts";
import { logWarnings } from "./log.ts";

const refuse = () => Promise.reject(new Error("NXCLOUD is asked nothing here"));

logWarnings(console.error);
try {
  const config = gatewayConfigFromEnv(process.env);
  const parts = { client: { initJourneyToken: refuse, sendTemplate: refuse }, isIdle: true };
  const store = await openStore(config, parts, ({ message }) => console.error(message), undefined);
  const values = await store?.journeys.renewDataKey();
  console.log(`a new key for what is stored: ${values} values were encrypted anew`);
  await store?.close();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
