import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { configError, unknownOptions } from "@nxzalo/core/internal";
import type { JourneyStore } from "@nxzalo/journeys";
import type { NxZaloProxy, OnReceipt } from "@nxzalo/proxy";
import { askHourly, createAskQuality, watchQuality } from "./alarms/quality.ts";
import { type RunningAlarms, startAlarms } from "./alarms/start.ts";
import { createApp } from "./app.ts";
import type { GatewayConfig } from "./config.ts";
import { type ConsoleFiles, readConsoleFiles } from "./console-page/files.ts";
import { createDocs } from "./docs.ts";
import { createHttpServer } from "./http-server.ts";
import { closeServer, createCallsInFlight } from "./in-flight.ts";
import { openStore } from "./journeys.ts";
import { listen } from "./listen.ts";
import type { WriteLog } from "./log.ts";
import { nodeAdapter } from "./node-adapter.ts";
import { createClient, createGatewayProxy, createObservers } from "./proxy.ts";
import { watchReadiness } from "./readiness.ts";
import { openTemplatesFile } from "./templates-file.ts";
import { limitsFor, longestCallMs, type ServerLimits } from "./timeouts.ts";
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
  /** Stops accepting and sending what is due, finishes what is in flight (at most 65 s), then resolves. */
  close(): Promise<void>;
}

/** Options of {@link startGateway}. */
export interface GatewayOptions {
  /** Takes receipts besides `RECEIPTS_FORWARD_URL`; in place of it where nothing is stored. */
  readonly onReceipt?: OnReceipt | undefined;
  /** How long a connection may keep the server busy. */
  readonly limits?: ServerLimits | undefined;
  /** Where journeys are stored, in place of `DATABASE_URL` and `SQLITE_PATH`. The gateway closes it. */
  readonly store?: JourneyStore | undefined;
  /** Where the files of the console are. Default: `console` beside the gateway's own, where it was built with one. */
  readonly consoleFolder?: string | undefined;
}

const ownConsole = fileURLToPath(new URL("console", import.meta.url));

const closeLimitMs = longestCallMs + 5_000;

const optionNames: Readonly<Record<keyof GatewayOptions, 1>> = {
  onReceipt: 1,
  limits: 1,
  store: 1,
  consoleFolder: 1,
};

/** The server of a proxy, and the calls that it has not answered yet. */
function createServer(
  { proxy, consoleFiles }: { proxy: NxZaloProxy; consoleFiles: ConsoleFiles | undefined },
  limits: ServerLimits,
  write: WriteLog,
) {
  const calls = createCallsInFlight();
  const tracked = calls.track(proxy);
  const app = createApp({ proxy: tracked, adapter: nodeAdapter, docs: createDocs(), consoleFiles });
  const { server, endConnections } = createHttpServer({ app, proxy: tracked }, limits, write);
  return { server, endConnections, calls };
}

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
  let isDraining = false;
  const isReady = () => !isDraining;

  const consoleFiles = await readConsoleFiles(options.consoleFolder ?? ownConsole);
  const observers = await createObservers(config, write);
  const { alarms: observer, telemetry } = observers;
  const { templatesFile } = config;
  const registry = templatesFile === undefined ? undefined : await openTemplatesFile(templatesFile, write);
  const templates = registry?.templates;
  const client = createClient(config, observers);
  const store = await openStore(config, { client, around: telemetry?.around, templates }, write, given);
  const journeys = store?.journeys;
  const watched = watchQuality(client, observer.onQuality);
  const askQuality = createAskQuality(watched, journeys);
  const stopAsking = journeys?.deliversEvents ? askHourly(askQuality) : undefined;
  const proxy = createGatewayProxy(config, observers, { client: watched, journeys, onReceipt, isReady, templates });
  const { server, endConnections, calls } = createServer({ proxy, consoleFiles }, limits, write);
  const watchOptions = { write, onLook: observer.onReadiness, storeAheadMs: store?.aheadMs };
  const stopWatching = journeys && watchReadiness({ ping: journeys.ping, ...watchOptions });

  let alarms: RunningAlarms | undefined;
  async function release(): Promise<void> {
    stopWatching?.();
    stopAsking?.();
    registry?.stop();
    alarms?.stop();
    await telemetry?.close();
    await store?.close();
    await client.close();
  }
  async function begin() {
    const metricsUrl = await telemetry?.listen({ journeys, isReady, askQuality });
    return { metricsUrl, ...(await listen(server, config)) };
  }
  const { url, port, metricsUrl } = await begin().catch(async (error: unknown) => {
    await release();
    throw error;
  });
  alarms = startAlarms({
    config: config.alert,
    gateway: `${hostname()}:${port}`,
    write,
    observer,
    readStats: journeys?.stats,
  });
  const about = { url, version, store: store?.kind, schema: store?.schema, metricsUrl };
  write({ level: "info", message: `gateway on ${url}`, ...about });
  return {
    port,
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
      // What it has taken has to end in the same time: what is taken when the process is killed is never sent.
      const workStopped = store?.stopWork();
      await closeServer(server, closeLimitMs);
      // What callers hung up on may still be on its way upstream, and its answer has to be written down.
      await calls.settled(closeLimitMs);
      await workStopped;
      await release();
    },
  };
}
