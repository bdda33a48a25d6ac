import { type GatewayConfig, gatewayConfigFromEnv } from "./config.ts";
import { endAtSignals } from "./end-at-signals.ts";
import { createLog, describeFault, logWarnings } from "./log.ts";
import { createLogOutput } from "./log-output.ts";
import { startGateway } from "./server.ts";

/** Ends the process, and says what keeps it from starting. */
export type Fail = (error: unknown) => never;

const failInOneLine: Fail = (error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
};

function readConfig(fail: Fail): GatewayConfig {
  try {
    return gatewayConfigFromEnv(process.env);
  } catch (error) {
    return fail(error);
  }
}

function portIsTaken({ host, port }: GatewayConfig, cause: Error): Error {
  return new Error(`port ${port} on ${host} is taken: set another PORT`, { cause });
}

/**
 * Serves the gateway that the environment describes, until SIGINT or SIGTERM. What keeps it from starting is one line on stderr, unless `fail`
 * says it otherwise.
 */
export async function runGateway(fail: Fail = failInOneLine): Promise<void> {
  // Who reads it may end before the gateway does: EPIPE.
  process.stderr.on("error", () => {});
  const config = readConfig(fail);
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
    const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    fail(isTaken ? portIsTaken(config, error as Error) : error);
  }
}
