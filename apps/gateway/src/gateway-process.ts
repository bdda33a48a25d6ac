import { isNxZaloError } from "@nxzalo/core";
import { type GatewayConfig, gatewayConfigFromEnv } from "./config.ts";
import { endAtSignals } from "./end-at-signals.ts";
import { createLog, describeFault, logWarnings } from "./log.ts";
import { createLogOutput } from "./log-output.ts";
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
  // Who reads it may end before the gateway does: EPIPE.
  process.stderr.on("error", () => {});
  const config = readConfig();
  const output = createLogOutput(1);
  process.on("exit", output.flush);
  const write = createLog(output, config.logLevel);
  logWarnings((message) => write({ level: "warn", message }));
  process.on("uncaughtException", (error) => {
    write({ level: "fatal", message: "a bug ends the gateway", error: describeFault(error) });
    process.exit(1);
  });
  try {
    const gateway = await startGateway(config, write);
    endAtSignals(gateway, config.drainMs, write);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    fail(code === "EADDRINUSE" ? `port ${config.port} on ${config.host} is taken: set another PORT` : message);
  }
}
