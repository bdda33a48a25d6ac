import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { gatewayConfigFromEnv, type RunningGateway, type ServerLimits, startGateway } from "nxzalo-gateway";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";

/** A key that the gateways of these tests admit. */
export const key = "chaos-0123456789abcdef";

/** Short, so that a test can wait for their end. */
export const shortLimits: ServerLimits = {
  headersMs: 1_000,
  requestMs: 2_000,
  keepAliveMs: 1_000,
  silenceMs: 2_500,
  checkEveryMs: 100,
};

/** The real gateway before the emulated NXCLOUD. */
export async function startGatewayUnderTest(): Promise<RunningGateway> {
  const sandbox = createSandbox();
  const upstream = await listen(sandbox);
  const config = gatewayConfigFromEnv({
    SQLITE_PATH: ":memory:",
    ...sandboxVariables(sandbox, upstream.url),
    GATEWAY_API_KEYS: `chaos:${key}`,
    PORT: "0",
  });
  const gateway = await startGateway(config, () => {}, { limits: shortLimits });
  const close = async () => {
    await gateway.close();
    await upstream.close();
  };
  return { ...gateway, close };
}

/** Milliseconds that a healthy call and a health check took; throws where either was not answered right. */
export async function timeHealthyCalls(url: string): Promise<number> {
  const startedAt = performance.now();
  const signal = AbortSignal.timeout(5_000);
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const body = JSON.stringify({ phone: "84912345678", tokenType: "token_logistics_7" });
  const replies = await Promise.all([
    fetch(`${url}/v1/journeys`, { method: "POST", headers, body, signal }),
    fetch(`${url}/healthz`, { signal }),
    fetch(`${url}/readyz`, { signal }),
  ]);
  const statuses = replies.map(({ status }) => status).join();
  await Promise.all(replies.map((reply) => reply.arrayBuffer()));
  if (statuses !== "201,200,200") throw new Error(`healthy calls were answered ${statuses}`);
  return performance.now() - startedAt;
}
