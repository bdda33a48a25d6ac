// The Worker in the local workerd: in front of NXCLOUD where the variables say so, else of the emulator.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";

const { env } = process;
const port = env.PORT ?? "8787";
const key = randomBytes(24).toString("hex");
const isOurs = (name: string) =>
  /^(NXCLOUD_|STAGING(_PHONES)?$|GATEWAY_API_KEYS$|STORE_KEY$|RECEIPT_KEYS$|PUBLIC_URL$)/.test(name);
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
    NXCLOUD_DEFAULT_COUNTRY_CODE: "84",
    GATEWAY_API_KEYS: `shop:send+tokens+read:${key}`,
    STORE_KEY: randomBytes(32).toString("base64"),
    RECEIPT_KEYS: receiptKey,
    PUBLIC_URL: `http://127.0.0.1:${port}/zalo`,
  };
}

const isReal = Boolean(env.NXCLOUD_ACCESS_KEY);
const variables = isReal ? Object.fromEntries(given) : await sandboxVariables();
const folder = mkdtempSync(join(tmpdir(), "nxzalo-example-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

// In a file that others cannot read: arguments stand in the list of processes.
const file = join(folder, "variables.env");
const lines = Object.entries(variables).map(([name, value]) => `${name}='${value?.replaceAll("$", "\\$")}'`);
writeFileSync(file, lines.join("\n"), { mode: 0o600 });
// What the emulator has sent is forgotten with the run, as it forgets. What NXCLOUD has sent stays in .wrangler: nothing is sent twice.
const state = isReal ? [] : ["--persist-to", join(folder, "state")];
const listening = ["--ip", "127.0.0.1", "--port", port, "--env-file", file, ...state];
const wrangler = spawn("node_modules/.bin/wrangler", ["dev", ...listening], {
  cwd: import.meta.dirname,
  env: { ...env, WRANGLER_SEND_METRICS: "false" },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => wrangler.kill(signal));
wrangler.on("exit", (code) => process.exit(code ?? 0));
