#!/usr/bin/env node
import { parseArgs } from "node:util";
import { listen } from "./node.ts";
import { createSandbox } from "./sandbox.ts";

const usage = "usage: nxzalo-sandbox [--port 8788] [--host 127.0.0.1] [--webhook http://127.0.0.1:3000/receipts]";

function fail(line: string): never {
  console.error(line);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        port: { type: "string", default: "8788" },
        host: { type: "string", default: "127.0.0.1" },
        webhook: { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n${usage}`);
  }
}

const { port, host, webhook, help } = readArguments();
if (help) {
  console.log(usage);
  process.exit(0);
}
if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) fail(`--port must be a number from 0 to 65535\n${usage}`);

try {
  const sandbox = createSandbox({ webhook });
  const { url, close } = await listen(sandbox, { port: Number(port), host });
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void close().then(() => process.exit(0)));
  console.log(`NXCLOUD sandbox (an emulator, unofficial) on ${url}
  NXCLOUD_BASE_URL=${url}
  NXCLOUD_ACCESS_KEY=${sandbox.credentials.accessKey}
  NXCLOUD_ACCESS_SECRET=${sandbox.credentials.accessSecret}
  NXCLOUD_APP_KEY=${sandbox.appKey}
  receipts go to ${webhook ?? "the drWebhook of each message; --webhook names a default"}`);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") fail(`port ${port} on ${host} is taken: choose another with --port`);
  fail(error instanceof TypeError ? `--${message}\n${usage}` : message);
}
