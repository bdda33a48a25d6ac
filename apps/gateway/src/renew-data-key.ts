/*
 * `node dist/renew-data-key.js`, with the gateway's variables: makes a new key for what is stored, and encrypts everything anew by it. The
 * gateways may go on working meanwhile.
 */
import { createNxZalo } from "@nxzalo/node";
import { gatewayConfigFromEnv } from "./config.ts";
import { openStore } from "./journeys.ts";
import { logWarnings } from "./log.ts";

logWarnings(console.error);
try {
  const config = gatewayConfigFromEnv(process.env);
  const { credentials, appKey } = config;
  // It is asked nothing.
  const client = createNxZalo({ credentials, appKey });
  const store = await openStore(config, { client }, ({ message }) => console.error(message), undefined);
  const values = await store?.journeys.renewDataKey();
  console.log(`a new key for what is stored: ${values} values were encrypted anew`);
  await store?.close();
  await client.close();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
