// `pnpm dev:worker`: the Worker in the local workerd on port 8789, in front of the sandbox.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { onFreePort } from "./free-port.ts";

const { env } = process;
const emulator = createSandbox();
const sandbox = await onFreePort(8788, (port) => listen(emulator, { port }));
const variables = {
  NXCLOUD_BASE_URL: sandbox.url,
  NXCLOUD_ACCESS_KEY: emulator.credentials.accessKey,
  NXCLOUD_ACCESS_SECRET: emulator.credentials.accessSecret,
  NXCLOUD_APP_KEY: emulator.appKey,
  GATEWAY_API_KEYS: env["GATEWAY_API_KEYS"] ?? `demo:${randomBytes(24).toString("hex")}`,
};
if (!env["GATEWAY_API_KEYS"]) console.log(`key for this run: ${variables.GATEWAY_API_KEYS.split(":")[1]}`);

const vars = Object.entries(variables).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
const child = spawn("node_modules/.bin/wrangler", ["dev", "--ip", "127.0.0.1", "--port", "8789", ...vars], {
  cwd: fileURLToPath(new URL("../apps/worker", import.meta.url)),
  env: { ...env, WRANGLER_SEND_METRICS: "false" },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 0));
