// `pnpm dev:worker`: the Worker in the local workerd on port 8789, in front of the sandbox.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { onFreePort } from "nxzalo-testing/loopback";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";

const { env } = process;
const emulator = createSandbox();
// Behind the Worker's own port, and those of `npm start`.
const sandbox = await onFreePort(8790, (port) => listen(emulator, { port }));
const variables = {
  ...sandboxVariables(emulator, sandbox.url),
  GATEWAY_API_KEYS: env["GATEWAY_API_KEYS"] ?? `demo:send+tokens+read+admin:${randomBytes(24).toString("hex")}`,
  STORE_KEY: randomBytes(32).toString("base64"),
  // Receipts come in by this URL, so that journeys can be watched.
  RECEIPT_KEYS: randomBytes(24).toString("base64url"),
  PUBLIC_URL: "http://127.0.0.1:8789",
};
if (!env["GATEWAY_API_KEYS"]) console.log(`key for this run: ${variables.GATEWAY_API_KEYS.split(":").at(-1)}`);
// Removed after the run: the emulator stores nothing either.
const state = mkdtempSync(join(tmpdir(), "nxzalo-worker-"));
process.once("exit", () => rmSync(state, { recursive: true, force: true }));

const vars = Object.entries(variables).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
const child = spawn(
  "node_modules/.bin/wrangler",
  ["dev", "--ip", "127.0.0.1", "--port", "8789", "--persist-to", state, ...vars],
  {
    cwd: fileURLToPath(new URL("../apps/worker", import.meta.url)),
    env: { ...env, WRANGLER_SEND_METRICS: "false" },
    stdio: "inherit",
  },
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 0));
