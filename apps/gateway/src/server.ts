import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { configError, unknownOptions } from "@nxzalo/core/internal";
import type { JourneyStore } from "@nxzalo/journeys";
import { createNxZalo } from "@nxzalo/node";
import { createProxy, loggableEvent, type OnReceipt, toReceiptOptions } from "@nxzalo/proxy";
import { openApi } from "@nxzalo/proxy/openapi";
import { authorizeBy, limitPerMinute } from "./access.ts";
import { createApp } from "./app.ts";
import type { GatewayConfig } from "./config.ts";
import { createDocs } from "./docs.ts";
import { createCallsInFlight, drain } from "./in-flight.ts";
import { openStore } from "./journeys.ts";
import { formatFault, type WriteLog } from "./log.ts";
import { nodeAdapter } from "./node-adapter.ts";
import { defaultLimits, limitSilence, type ServerLimits, serverOptions } from "./timeouts.ts";

/** A gateway that is being served. */
export interface RunningGateway {
  /** Where it listens, such as `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly port: number;
  /** Stops accepting, finishes what is in flight (at most 30 s), then resolves. */
  close(): Promise<void>;
}

/** Options of {@link startGateway}. */
export interface GatewayOptions {
  /** Takes receipts in place of `RECEIPTS_FORWARD_URL`. */
  readonly onReceipt?: OnReceipt | undefined;
  /** How long a connection may keep the server busy. */
  readonly limits?: ServerLimits | undefined;
  /** Where journeys are stored, in place of `DATABASE_URL` and `SQLITE_PATH`. The gateway closes it. */
  readonly store?: JourneyStore | undefined;
}

/** Longer than any upstream call may take. */
const drainLimitMs = 30_000;

const optionNames: Readonly<Record<keyof GatewayOptions, 1>> = { onReceipt: 1, limits: 1, store: 1 };

/**
 * Serves the gateway on Node.
 *
 * @throws the server's own error, such as `EADDRINUSE`; ConfigError where `STORE_KEY` does not fit the store, and for an
 * option that does not exist.
 */
export async function startGateway(
  config: GatewayConfig,
  write: WriteLog,
  options: GatewayOptions = {},
): Promise<RunningGateway> {
  const issues = unknownOptions(options, Object.keys(optionNames));
  if (issues.length > 0) throw configError(issues);
  const { onReceipt, limits = defaultLimits, store: given } = options;
  const { host, port, credentials } = config;
  let draining = false;
  const { appKey, baseUrl, algorithm, defaultCountryCode, timeoutMs, deadlineMs } = config;
  const client = createNxZalo({
    credentials,
    appKey,
    baseUrl,
    algorithm,
    defaultCountryCode,
    timeoutMs,
    deadlineMs,
    onEvent: (event) => {
      const line = loggableEvent(event);
      if (line) write({ ...line });
    },
  });
  const store = await openStore(config, client, write, given);
  const journeys = store?.journeys;
  const proxy = createProxy({
    client,
    authorize: authorizeBy(config),
    apps: config.apps,
    defaultCountryCode: config.defaultCountryCode,
    corsOrigins: config.corsOrigins,
    rateLimit: limitPerMinute(config.rateLimitPerMinute),
    journeys,
    receipts: toReceiptOptions(config, { onReceipt, credentials, journeys }),
    publicUrl: config.publicUrl,
    drWebhookHosts: config.drWebhookHosts,
    openApi,
    isReady: () => !draining,
    onFault: (error, requestId) => write(formatFault(error, requestId)),
    onReport: (report) => write({ ...report }),
  });
  const calls = createCallsInFlight();
  const app = createApp({
    proxy: calls.track(proxy),
    adapter: nodeAdapter,
    docs: createDocs(),
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  // Without the second one, Node asks for every body at once, also for one that is refused by its headers.
  const server = createServer(serverOptions(limits), listener).on("checkContinue", listener);
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
      await drain(server, drainLimitMs);
      // What callers hung up on may still be on its way upstream, and its answer has to be written down.
      await calls.settled(drainLimitMs);
      await release();
    },
  };
}
