import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { isNxZaloError } from "@nxzalo/core";
import type { JourneyStore } from "@nxzalo/journeys";
import { createNxZalo } from "@nxzalo/node";
import { createProxy, loggableFault, type OnReceipt, receiptOptionsOf } from "@nxzalo/proxy";
import { openApi } from "@nxzalo/proxy/openapi";
import { createApp } from "./app.ts";
import { authorizeBy } from "./authorize.ts";
import type { GatewayConfig } from "./config.ts";
import { createDocs } from "./docs.ts";
import { createPending } from "./in-flight.ts";
import { openStore } from "./journeys.ts";
import type { WriteLog } from "./log.ts";
import { nodeAdapter } from "./node-adapter.ts";
import { perMinute } from "./rate-limit.ts";
import { defaultLimits, limitSilence, type ServerLimits, serverOptions } from "./timeouts.ts";

/** A gateway that is being served. */
export interface RunningGateway {
  readonly url: string;
  readonly port: number;
  /** Stops accepting, finishes what is in flight (at most 30 s), then resolves. */
  close(): Promise<void>;
}

/** Options of {@link startGateway}. */
export interface GatewayOptions {
  /** Takes receipts in place of `RECEIPTS_FORWARD_URL`. */
  readonly onReceipt?: OnReceipt | undefined;
  readonly limits?: ServerLimits | undefined;
  /** Where journeys are remembered, in place of `DATABASE_URL` and `SQLITE_PATH`. The gateway closes it. */
  readonly store?: JourneyStore | undefined;
}

/** Longer than any upstream call may take. */
const drainLimitMs = 30_000;

/** A bug shows where it is in our code; its message might quote what it met. */
function faultLog(error: unknown, requestId: string): Record<string, unknown> {
  const shown = loggableFault(error);
  const stack = !isNxZaloError(error) && error instanceof Error ? (error.stack ?? "") : "";
  const at = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return { level: "error", requestId, error: at.length > 0 ? { ...shown, at } : shown };
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A keep-alive connection goes idle when its answer is out; only then may it be closed.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const limit = setTimeout(() => server.closeAllConnections(), drainLimitMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(limit);
      resolve();
    });
  });
}

/**
 * Serves the gateway on Node.
 *
 * @throws the server's own error, such as `EADDRINUSE`; ConfigError where `STORE_KEY` does not fit the store.
 */
export async function startGateway(
  config: GatewayConfig,
  write: WriteLog,
  { onReceipt, limits = defaultLimits, store: given }: GatewayOptions = {},
): Promise<RunningGateway> {
  let draining = false;
  const { rateLimitPerMinute, host, port } = config;
  const { credentials, appKey, baseUrl, algorithm, defaultCountryCode, timeoutMs, deadlineMs } = config;
  const client = createNxZalo({ credentials, appKey, baseUrl, algorithm, defaultCountryCode, timeoutMs, deadlineMs });
  const store = await openStore(config, client, write, given);
  const journeys = store?.journeys;
  const proxy = createProxy({
    ...config,
    client,
    journeys,
    authorize: authorizeBy(config),
    openApi,
    receipts: receiptOptionsOf(config, { onReceipt, credentials: config.credentials, journeys }),
    rateLimit: rateLimitPerMinute === undefined ? undefined : perMinute(rateLimitPerMinute),
    isReady: () => !draining,
    onFault: (error, requestId) => write(faultLog(error, requestId)),
  });
  const pending = createPending();
  const app = createApp({
    proxy: pending.tracked(proxy),
    adapter: nodeAdapter,
    docs: createDocs(),
    log: (line) => write({ level: "info", ...line }),
  });
  const server = createServer(serverOptions(limits), getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  limitSilence(server, limits);
  const release = async () => {
    await client.close();
    await store?.close();
  };
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  }).catch(async (error: unknown) => {
    await release();
    throw error;
  });
  const address = server.address() as AddressInfo;
  const shownHost = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    port: address.port,
    url: `http://${shownHost}:${address.port}`,
    close: async () => {
      draining = true;
      await drain(server);
      // What callers hung up on may still be on its way upstream, and its answer has to be written down.
      await pending.settled(drainLimitMs);
      await release();
    },
  };
}
