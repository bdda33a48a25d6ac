import { randomBytes } from "node:crypto";
import { configFromEnv } from "@nxzalo/core";
import { proxyConfigFromEnv } from "@nxzalo/proxy";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";

/** NXCLOUD as the variables say; without them the emulator, and a key for the proxy's callers. */
export async function readSettings(env: NodeJS.ProcessEnv) {
  const port = Number(env.PORT ?? 3001);
  const path = env.SQLITE_PATH ?? ":memory:";
  if (env.NXCLOUD_ACCESS_KEY) {
    const receiptKeys = env.RECEIPT_KEYS?.split(",") ?? [];
    return { port, path, receiptKeys, nxcloud: configFromEnv(env), apiKeys: proxyConfigFromEnv(env).apiKeys };
  }
  const key = randomBytes(24).toString("hex");
  const receiptKey = randomBytes(24).toString("hex");
  console.log(`key of this run: ${key}`);
  const sandbox = createSandbox({ webhook: `http://127.0.0.1:${port}/zalo/v1/receipts/${receiptKey}` });
  const { credentials, appKey } = sandbox;
  const { url: baseUrl } = await listen(sandbox);
  const { apiKeys } = proxyConfigFromEnv({ GATEWAY_API_KEYS: `shop:send+tokens+read:${key}` });
  const nxcloud = { credentials, appKey, baseUrl, defaultCountryCode: "84" };
  return { port, path, receiptKeys: [receiptKey], nxcloud, apiKeys };
}
