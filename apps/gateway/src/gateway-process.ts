import { isNxZaloError } from "@nxzalo/core";
import { type GatewayConfig, gatewayConfigFromEnv } from "./config.ts";
import { endAtSignals } from "./end-at-signals.ts";
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
  // Who reads the log may end before the gateway does: EPIPE.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const write = (line: object) => console.log(JSON.stringify({ time: new Date().toISOString(), ...line }));
  logWarnings((message) => write({ level: "warn", message }));
  const config = readConfig();
  try {
    const gateway = await startGateway(config, write);
    endAtSignals(gateway, config.drainMs, write);
    write({ level: "info", message: `gateway on ${gateway.url}` });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    fail(code === "EADDRINUSE" ? `port ${config.port} on ${config.host} is taken: set another PORT` : message);
  }
}
