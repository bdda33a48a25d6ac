import { createNxZalo } from "@nxzalo/core";
import { guardMissing, readEnv, readNxZaloConfig, readStaging } from "@nxzalo/core/internal";
import {
  createProxy,
  loggableFault,
  loggableReceiptKeys,
  type NxZaloProxy,
  type RateLimit,
  readProxyConfig,
  readReceiptConfig,
  toReceiptOptions,
} from "@nxzalo/proxy";
import type { Env } from "./env.ts";
import { log, logEvent, logFault } from "./log.ts";
import type { EdgeProxyOptions } from "./options.ts";
import { createUnconfiguredProxy } from "./unconfigured-proxy.ts";

/** Cloudflare's binding says only yes or no; its longest period is a minute. */
const rateLimitWaitMs = 60_000;

/** A limit that cannot be asked holds no call back: its caller has been admitted. */
const rateLimit: RateLimit = async ({ caller, env }) => {
  try {
    const outcome = await (env as Env).RATE_LIMITER?.limit({ key: caller });
    return outcome?.success === false ? rateLimitWaitMs : 0;
  } catch (error) {
    const message = "RATE_LIMITER cannot be asked: calls are not limited";
    const line = { level: "error", message, error: loggableFault(error) } as const;
    log(line);
    return 0;
  }
};

/** The proxy that a Worker's bindings ask for; where they cannot be used, one that says so. */
export function createProxyFromEnv<Bindings extends object>(
  env: Bindings,
  options: EdgeProxyOptions<Bindings>,
): NxZaloProxy {
  const {
    authorize,
    onReceipt,
    fetch,
    journeys: createService,
    basePath,
    onEvent,
    onReport,
    around,
    openApi,
    guard,
  } = options;
  try {
    const config = readEnv(env, (reader) => ({
      client: readNxZaloConfig(reader),
      proxy: readProxyConfig(reader),
      receipts: readReceiptConfig(reader),
      staging: readStaging(reader),
    }));
    const { staging } = config;
    if (staging && !guard) throw guardMissing();
    const { credentials, appKey, apps, defaultCountryCode } = config.client;
    const { publicUrl, drWebhook, drWebhookHosts, receiptKeys } = config.receipts;
    for (const line of loggableReceiptKeys(receiptKeys, Date.now())) log(line);
    const client = createNxZalo({
      ...config.client,
      fetch: staging ? guard?.(staging, fetch) : fetch,
      around,
      onEvent: (event) => {
        logEvent(event);
        onEvent?.(event);
      },
    });
    const templates = options.templates?.(env);
    const journeys = createService?.(env, {
      client,
      appKey,
      defaultCountryCode,
      drWebhook,
      around,
      templates,
      staging,
    });
    return createProxy({
      client,
      authorize,
      apps,
      defaultCountryCode,
      corsOrigins: config.proxy.corsOrigins,
      rateLimit,
      journeys,
      receipts: toReceiptOptions(config.receipts, { onReceipt, credentials, journeys, around }),
      publicUrl,
      drWebhookHosts,
      openApi: openApi && ((bindings) => openApi(bindings as Bindings)),
      basePath,
      onFault: logFault,
      onReport,
      around,
      templates,
      staging,
    });
  } catch (fault) {
    return createUnconfiguredProxy(fault, env as Env, options);
  }
}
