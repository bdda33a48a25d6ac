import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { configError, unknownOptions } from "@nxzalo/core/internal";
import type { JourneyStore } from "@nxzalo/journeys";
import { createNxZalo } from "@nxzalo/node";
import { createProxy, loggableEvent, loggableReceiptKeys, type OnReceipt, toReceiptOptions } from "@nxzalo/proxy";
import { openApiText } from "@nxzalo/proxy/openapi";
import { authorizeBy, limitPerMinute } from "./access.ts";
import { createAlarmObserver } from "./alarms/facts.ts";
import { watchQuality } from "./alarms/quality.ts";
import { type RunningAlarms, startAlarms } from "./alarms/start.ts";
import { createApp } from "./app.ts";
import type { GatewayConfig } from "./config.ts";
import { createDocs } from "./docs.ts";
import { createHttpServer } from "./http-server.ts";
import { closeServer, createCallsInFlight } from "./in-flight.ts";
import { openStore } from "./journeys.ts";
import { formatFault, type WriteLog } from "./log.ts";
import { nodeAdapter } from "./node-adapter.ts";
import { watchReadiness } from "./readiness.ts";
import { limitsFor, type ServerLimits } from "./timeouts.ts";
import { version } from "./version.ts";

/** A gateway that is being served. */
export interface RunningGateway {
  /** Where it listens, such as `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly port: number;
  /** Where Prometheus reads metrics, such as `http://127.0.0.1:9464/metrics`; `undefined` without `METRICS_PORT`. */
  readonly metricsUrl: string | undefined;
  /** How many calls are in flight, also those whose caller has gone. */
  inFlight(): number;
  /**
   * Announces the end: `/readyz` is 503 from now on, calls are still taken for `DRAIN_SECONDS`, so that balancers see it before a
   * connection is refused, and each response closes its connection. Then resolves; `close` does not wait for it.
   */
  drain(): Promise<void>;
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
const closeLimitMs = 30_000;

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
  const { onReceipt, limits = limitsFor(config.keepAliveMs), store: given } = options;
  const { host, port, credentials } = config;
  let isDraining = false;
  for (const line of loggableReceiptKeys(config.receiptKeys, Date.now())) write({ ...line });
  const telemetry =
    config.metrics || config.otlp
      ? await (await import("./telemetry/create-telemetry.ts")).createTelemetry(config, write)
      : undefined;
  const { appKey, baseUrl, algorithm, defaultCountryCode, timeoutMs, deadlineMs } = config;
  const observer = createAlarmObserver(config.receiptKeys.length > 0);
  const client = createNxZalo({
    credentials,
    appKey,
    baseUrl,
    algorithm,
    defaultCountryCode,
    timeoutMs,
    deadlineMs,
    onEvent: (event) => {
      observer.onEvent(event);
      telemetry?.onEvent(event);
      const line = loggableEvent(event);
      if (line) write({ ...line });
    },
    around: telemetry?.around,
  });
  const store = await openStore(config, { client, around: telemetry?.around }, write, given);
  const journeys = store?.journeys;
  const watched = watchQuality(client, observer.onQuality);
  const proxy = createProxy({
    client: watched,
    authorize: authorizeBy(config),
    apps: config.apps,
    defaultCountryCode: config.defaultCountryCode,
    corsOrigins: config.corsOrigins,
    rateLimit: limitPerMinute(config.rateLimitPerMinute),
    journeys,
    receipts: toReceiptOptions(config, { onReceipt, credentials, journeys, around: telemetry?.around }),
    publicUrl: config.publicUrl,
    drWebhookHosts: config.drWebhookHosts,
    openApi: openApiText,
    isReady: () => !isDraining,
    onFault: (error, requestId) => write(formatFault(error, requestId)),
    onReport: (report) => {
      observer.onReport(report);
      telemetry?.onReport(report);
      write({ ...report });
    },
    around: telemetry?.around,
  });
  const calls = createCallsInFlight();
  const tracked = calls.track(proxy);
  const app = createApp({ proxy: tracked, adapter: nodeAdapter, docs: createDocs() });
  const { server, endConnections } = createHttpServer({ app, proxy: tracked }, limits, write);
  const stopWatching = store && watchReadiness({ ping: store.journeys.ping, write, onLook: observer.onReadiness });
  let alarms: RunningAlarms | undefined;
  const release = async () => {
    stopWatching?.();
    alarms?.stop();
    await telemetry?.close();
    await client.close();
    await store?.close();
  };
  const listen = async () => {
    const observed = { journeys, isReady: () => !isDraining, askQuality: () => watched.oaQuality() };
    const listening = await telemetry?.listen(observed);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
    return listening;
  };
  const metricsUrl = await listen().catch(async (error: unknown) => {
    await release();
    throw error;
  });
  const address = server.address() as AddressInfo;
  const shownHost = address.family === "IPv6" ? `[${address.address}]` : address.address;
  const url = `http://${shownHost}:${address.port}`;
  const name = `${hostname()}:${address.port}`;
  alarms = startAlarms({ config: config.alert, gateway: name, write, observer, readStats: journeys?.stats });
  const about = { url, version, store: store?.kind, schema: store?.schema, metricsUrl };
  write({ level: "info", message: `gateway on ${url}`, ...about });
  return {
    port: address.port,
    url,
    metricsUrl,
    inFlight: calls.count,
    drain: async () => {
      isDraining = true;
      endConnections();
      await delay(config.drainMs);
    },
    close: async () => {
      isDraining = true;
      endConnections();
      await closeServer(server, closeLimitMs);
      // What callers hung up on may still be on its way upstream, and its answer has to be written down.
      await calls.settled(closeLimitMs);
      await release();
    },
  };
}
