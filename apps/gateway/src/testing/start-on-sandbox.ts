import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { onTestFinished } from "vitest";
import { gatewayConfigFromEnv } from "../config.ts";
import type { LogFields } from "../log.ts";
import { type GatewayOptions, startGateway } from "../server.ts";
import { gatewayVariables } from "./variables.ts";

/** A gateway in front of an emulator, by these variables besides, with the lines of its log; both end with the test. */
export async function startOnSandbox(
  more: Readonly<Record<string, string>>,
  emulator = createSandbox(),
  options: GatewayOptions = {},
) {
  const upstream = await listen(emulator);
  onTestFinished(upstream.close);
  const lines: LogFields[] = [];
  const config = gatewayConfigFromEnv({
    ...gatewayVariables(emulator, upstream.url),
    ...(options.store ? {} : { SQLITE_PATH: ":memory:" }),
    ...more,
  });
  const gateway = await startGateway(config, (line) => lines.push(line), options);
  onTestFinished(gateway.close);
  return { gateway, sandbox: emulator, lines };
}
