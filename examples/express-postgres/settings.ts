import { randomUUID } from "node:crypto";
import { configFromEnv } from "@nxzalo/core";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";

/** NXCLOUD as the variables say; without them the emulator, which posts receipts to this service. */
export async function readSettings({ PORT = "3000", ...env }: NodeJS.ProcessEnv) {
  const port = Number(PORT);
  const databaseUrl = env.DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/postgres";
  // A key that everybody knows is good for the emulator's tokens alone.
  const storeKeys = (env.STORE_KEY ?? Buffer.alloc(32, "sandbox").toString("base64")).split(",");
  if (env.NXCLOUD_ACCESS_KEY) {
    if (!env.PHONE) throw new Error("PHONE is missing: whom to message, for real");
    if (!env.STORE_KEY) throw new Error("STORE_KEY is missing: make one with `openssl rand -base64 32`");
    return { port, databaseUrl, storeKeys, receiptKey: env.RECEIPT_KEY ?? randomUUID(), nxcloud: configFromEnv(env) };
  }
  const receiptKey = "receipts-of-the-sandbox";
  const sandbox = createSandbox({ webhook: `http://127.0.0.1:${port}/receipts/${receiptKey}` });
  const { credentials, appKey } = sandbox;
  const { url: baseUrl } = await listen(sandbox);
  return { port, databaseUrl, storeKeys, receiptKey, nxcloud: { credentials, appKey, baseUrl } };
}
