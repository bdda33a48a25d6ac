import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { freePort } from "nxzalo-testing/loopback";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";

/** A key with every scope, one that may only read, and one that may only send. */
export const keys = {
  all: "all-0123456789abcdef0123",
  reader: "reader-0123456789abcdef",
  sender: "sender-0123456789abcdef",
};

/** A gateway in front of the emulator, both on loopback; receipts find their way back. */
export async function startTestGateway(more: Readonly<Record<string, string>> = {}) {
  const sandbox = createSandbox();
  const upstream = await listen(sandbox);
  const port = await freePort();
  const upstreamVariables = {
    ...sandboxVariables(sandbox, upstream.url),
    NXCLOUD_DEFAULT_COUNTRY_CODE: "84",
  };
  const variables = {
    ...upstreamVariables,
    GATEWAY_API_KEYS: `all:send+tokens+read+people+admin:${keys.all},reader:read:${keys.reader},sender:send:${keys.sender}`,
    RECEIPT_KEYS: "aGVsbG8td29ybGQtMTI4LWJpdHM",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SQLITE_PATH: ":memory:",
    DRAIN_SECONDS: "0",
    PORT: `${port}`,
    ...more,
  };
  const gateway = await startGateway(gatewayConfigFromEnv(variables), () => {});
  return {
    sandbox,
    gateway,
    upstreamVariables,
    /** What leads the command line there. */
    env: { NXZALO_GATEWAY: gateway.url, NXZALO_KEY: keys.all },
    close: () => Promise.all([gateway.close(), upstream.close()]),
  };
}
