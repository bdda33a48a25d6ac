import { isNxZaloError } from "@nxzalo/core";
import { type GatewayConfig, gatewayConfigFromEnv } from "./config.ts";
import { logWarnings } from "./log.ts";
import { startGateway } from "./server.ts";

function fail(line: string): never {
  console.error(line);
  process.exit(1);
}

function readConfig(): GatewayConfig {
  try {
    return gatewayConfigFromEnv(process.env);
  } catch (error) {
    return fail(isNxZaloError(error) ? error.message : String(error));
  }
}

/** Serves the gateway that the environment describes, until SIGINT or SIGTERM. What keeps it from starting is one line on stderr. */
export async function runGateway(): Promise<void> {
  const write = (line: object) => console.log(JSON.stringify({ time: new Date().toISOString(), ...line }));
  logWarnings((message) => write({ level: "warn", message }));
  const config = readConfig();
  try {
    const gateway = await startGateway(config, write);
    const stop = () => void gateway.close().then(() => process.exit(0));
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
    write({ level: "info", message: `gateway on ${gateway.url}` });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    fail(code === "EADDRINUSE" ? `port ${config.port} on ${config.host} is taken: set another PORT` : message);
  }
}
