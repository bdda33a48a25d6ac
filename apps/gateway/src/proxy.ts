import { createNxZalo as createCoreNxZalo, type NxZalo, type Templates } from "@nxzalo/core";
import type { Journeys } from "@nxzalo/journeys";
import { createNxZalo, type NodeNxZalo, type NodeNxZaloOptions } from "@nxzalo/node";
import {
  createProxy,
  loggableEvent,
  loggableReceiptKeys,
  type NxZaloProxy,
  type OnReceipt,
  toReceiptOptions,
} from "@nxzalo/proxy";
import { openApiText } from "@nxzalo/proxy/openapi";
import { guardFetch } from "@nxzalo/sandbox/guard";
import { authorizeBy, limitPerMinute } from "./access.ts";
import { type AlarmObserver, createAlarmObserver } from "./alarms/facts.ts";
import type { GatewayConfig } from "./config.ts";
import { formatFault, type WriteLog } from "./log.ts";
import type { Telemetry } from "./telemetry/create-telemetry.ts";

/** What hears of all that the gateway does. */
export interface Observers {
  readonly write: WriteLog;
  readonly alarms: AlarmObserver;
  /** Where metrics or traces are asked for. */
  readonly telemetry: Telemetry | undefined;
}

/** Makes them; the log begins with what is to be said of the receipt keys. */
export async function createObservers(config: GatewayConfig, write: WriteLog): Promise<Observers> {
  for (const line of loggableReceiptKeys(config.receiptKeys, Date.now())) write({ ...line });
  const isAskedFor = config.metrics || config.otlp;
  const telemetry = isAskedFor
    ? await (await import("./telemetry/create-telemetry.ts")).createTelemetry(config, write)
    : undefined;
  // Simulated messages have no receipts, and their events are those of real ones.
  const takesReceipts = config.receiptKeys.length > 0 && !config.staging;
  return { write, alarms: createAlarmObserver(takesReceipts), telemetry };
}

/** It closes its connections. */
export type GatewayClient = NxZalo & Pick<NodeNxZalo, "close">;

/** As many as are opened at a time, where they are needed: those of the dispatcher at a pace, and the usual 64 for what is live. */
const connectionsAtPace = 256 + 64;

/** The client of NXCLOUD's API, by the variables. */
export function createClient(config: GatewayConfig, { write, alarms, telemetry }: Observers): GatewayClient {
  const { credentials, appKey, baseUrl, algorithm, defaultCountryCode, timeoutMs, deadlineMs, staging } = config;
  const connections = config.ratePerSecond === undefined ? undefined : connectionsAtPace;
  const options: NodeNxZaloOptions = {
    credentials,
    appKey,
    baseUrl,
    algorithm,
    defaultCountryCode,
    timeoutMs,
    deadlineMs,
    onEvent: (event) => {
      alarms.onEvent(event);
      telemetry?.onEvent(event);
      const line = loggableEvent(event);
      if (line) write({ ...line });
    },
    around: telemetry?.around,
  };
  if (!staging) return createNxZalo({ ...options, connections });
  // It asks by `fetch`, which the guard stands in front of.
  return { ...createCoreNxZalo({ ...options, fetch: guardFetch(staging) }), close: async () => {} };
}

/** What the proxy answers by. */
export interface ProxyParts {
  readonly client: NxZalo;
  readonly journeys: Journeys | undefined;
  /** Takes receipts besides `RECEIPTS_FORWARD_URL`; in place of it where nothing is stored. */
  readonly onReceipt: OnReceipt | undefined;
  readonly isReady: () => boolean;
  /** The approved templates, where there is a registry. */
  readonly templates: Templates | undefined;
}

/** The protocol, by the variables. */
export function createGatewayProxy(
  config: GatewayConfig,
  { write, alarms, telemetry }: Observers,
  { client, journeys, onReceipt, isReady, templates }: ProxyParts,
): NxZaloProxy {
  const around = telemetry?.around;
  return createProxy({
    client,
    authorize: authorizeBy(config),
    apps: config.apps,
    defaultCountryCode: config.defaultCountryCode,
    corsOrigins: config.corsOrigins,
    rateLimit: limitPerMinute(config.rateLimitPerMinute),
    journeys,
    receipts: toReceiptOptions(config, { onReceipt, credentials: config.credentials, journeys, around }),
    publicUrl: config.publicUrl,
    drWebhookHosts: config.drWebhookHosts,
    openApi: openApiText,
    isReady,
    templates,
    staging: config.staging,
    onFault: (error, httpRequestId) => write(formatFault(error, httpRequestId)),
    onReport: (report) => {
      alarms.onReport(report);
      telemetry?.onReport(report);
      write(report);
    },
    around,
  });
}
