import { createSandbox, phoneForFault } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";

/** What a generated client is told of the gateway that it calls, as environment variables. */
export interface GatewayVariables {
  readonly GATEWAY_URL: string;
  /** The key of a caller who may do everything. */
  readonly ADMIN_KEY: string;
  /** The key of one who may create journeys and send. */
  readonly SENDER_KEY: string;
  /** A phone whose calls take seconds upstream. */
  readonly SLOW_PHONE: string;
}

/** Lets a generated client call a gateway of its own, on loopback, that stores journeys in memory, in front of the emulator. */
export async function withGateway(use: (variables: GatewayVariables) => Promise<void>): Promise<void> {
  const emulator = createSandbox();
  const upstream = await listen(emulator);
  const [ADMIN_KEY, SENDER_KEY] = ["admin-0123456789abcdef", "sender-0123456789abcdef"];
  const config = gatewayConfigFromEnv({
    ...sandboxVariables(emulator, upstream.url),
    SQLITE_PATH: ":memory:",
    STORE_KEY: Buffer.alloc(32, 7).toString("base64"),
    GATEWAY_API_KEYS: `admin:send+tokens+read+admin:${ADMIN_KEY},sender:send+tokens:${SENDER_KEY}`,
    PORT: "0",
  });
  const gateway = await startGateway(config, () => {});
  try {
    const SLOW_PHONE = phoneForFault("slow_answer");
    await use({ GATEWAY_URL: gateway.url, ADMIN_KEY, SENDER_KEY, SLOW_PHONE });
  } finally {
    await gateway.close();
    await upstream.close();
  }
}
