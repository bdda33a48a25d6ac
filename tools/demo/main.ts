// `npm start`: the sandbox and the gateway on loopback, and one real request through both. With NXCLOUD_* variables set: the
// gateway alone, in front of the real NXCLOUD.
import { randomBytes } from "node:crypto";
import { isNxZaloError } from "@nxzalo/core";
import { createSandbox } from "@nxzalo/sandbox";
import { type ListeningSandbox, listen } from "@nxzalo/sandbox/node";
import { defaultPort, gatewayConfigFromEnv, type RunningGateway, startGateway } from "nxzalo-gateway";
import { onFreePort } from "../free-port.ts";
import { requestToken } from "./request-token.ts";

const { env } = process;
const isReal = ["NXCLOUD_ACCESS_KEY", "NXCLOUD_ACCESS_SECRET", "NXCLOUD_APP_KEY"].some((name) => env[name]);
const write = (line: object) => console.log(JSON.stringify({ time: new Date().toISOString(), ...line }));

async function startSandbox(): Promise<{ sandbox: ListeningSandbox; variables: Record<string, string> }> {
  const emulator = createSandbox();
  const sandbox = await onFreePort(8788, (port) => listen(emulator, { port }));
  const variables = {
    NXCLOUD_BASE_URL: sandbox.url,
    NXCLOUD_ACCESS_KEY: emulator.credentials.accessKey,
    NXCLOUD_ACCESS_SECRET: emulator.credentials.accessSecret,
    NXCLOUD_APP_KEY: emulator.appKey,
    // An algorithm or a country code may be tried out; other applications than the sandbox's own do not exist.
    NXCLOUD_APPS: "",
  };
  return { sandbox, variables };
}

async function main(): Promise<void> {
  const started = isReal ? undefined : await startSandbox();
  const generatedKey = isReal || env["GATEWAY_API_KEYS"] ? undefined : randomBytes(24).toString("hex");
  const variables = {
    ...env,
    ...started?.variables,
    ...(generatedKey && { GATEWAY_API_KEYS: `demo:${generatedKey}` }),
  };
  const config = gatewayConfigFromEnv(variables);
  const start = (port: number): Promise<RunningGateway> => startGateway({ ...config, port }, write);
  const gateway = env["PORT"] ? await start(config.port) : await onFreePort(defaultPort, start);

  const stop = () => void Promise.all([gateway.close(), started?.sandbox.close()]).then(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);

  if (started) {
    console.log(`sandbox   ${started.sandbox.url}   an emulator of NXCLOUD: unofficial, no account needed`);
  }
  console.log(`gateway   ${gateway.url}   in front of ${started ? "the sandbox" : (config.baseUrl ?? "NXCLOUD")}`);
  if (started) await requestToken(gateway, { keys: variables.GATEWAY_API_KEYS ?? "", generatedKey });
  console.log("\nCtrl-C stops it.");
}

await main().catch((error: NodeJS.ErrnoException) => {
  const taken = `port ${env["PORT"]} is taken: set another PORT, or none to have the next free one`;
  console.error(error.code === "EADDRINUSE" ? taken : isNxZaloError(error) ? error.message : error);
  process.exit(1);
});
