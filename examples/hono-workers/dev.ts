// The Worker in the local workerd: in front of NXCLOUD where the variables say so, else of the emulator.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";

const { env } = process;
const port = env.PORT ?? "8787";
const key = randomBytes(24).toString("hex");
const isOurs = (name: string) => /^(NXCLOUD_|GATEWAY_API_KEYS$|STORE_KEY$|RECEIPT_KEYS$|PUBLIC_URL$)/.test(name);
const given = Object.entries(env).filter(([name]) => isOurs(name));

/** The emulator, and what stands in a Worker's secrets. */
async function sandboxVariables(): Promise<Record<string, string>> {
  const receiptKey = randomBytes(24).toString("hex");
  const sandbox = createSandbox({ webhook: `http://127.0.0.1:${port}/zalo/v1/receipts/${receiptKey}` });
  const { url } = await listen(sandbox);
  console.log(`key of this run: ${key}`);
  return {
    NXCLOUD_BASE_URL: url,
    NXCLOUD_ACCESS_KEY: sandbox.credentials.accessKey,
    NXCLOUD_ACCESS_SECRET: sandbox.credentials.accessSecret,
    NXCLOUD_APP_KEY: sandbox.appKey,
    GATEWAY_API_KEYS: `shop:send+tokens+read:${key}`,
    STORE_KEY: randomBytes(32).toString("base64"),
    RECEIPT_KEYS: receiptKey,
    PUBLIC_URL: `http://127.0.0.1:${port}/zalo`,
  };
}

const variables = env.NXCLOUD_ACCESS_KEY ? Object.fromEntries(given) : await sandboxVariables();
// Forgotten with the run, as the emulator forgets.
const state = mkdtempSync(join(tmpdir(), "nxzalo-example-"));
process.once("exit", () => rmSync(state, { recursive: true, force: true }));

const vars = Object.entries(variables).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
const listening = ["--ip", "127.0.0.1", "--port", port, "--persist-to", state];
const wrangler = spawn("node_modules/.bin/wrangler", ["dev", ...listening, ...vars], {
  cwd: import.meta.dirname,
  env: { ...env, WRANGLER_SEND_METRICS: "false" },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => wrangler.kill(signal));
wrangler.on("exit", (code) => process.exit(code ?? 0));
