import type { OaQuality } from "@nxzalo/core";
import { withTimeout } from "@nxzalo/core/internal";
import type { Journeys } from "@nxzalo/journeys";
import { type Instrumentation, instrument, observe } from "@nxzalo/telemetry";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import type { GatewayConfig } from "../config.ts";
import type { WriteLog } from "../log.ts";
import { version } from "../version.ts";
import type { TelemetryConfig } from "./config.ts";
import { logDiagnostics } from "./diagnostics.ts";
import { createMetrics } from "./metrics.ts";
import { observeProcess } from "./process-metrics.ts";
import { observeQuality } from "./quality.ts";

/** What is shown at each read of the metrics. */
export interface Observed {
  readonly journeys: Pick<Journeys, "ping" | "stats"> | undefined;
  readonly isReady: () => boolean;
  readonly askQuality: () => Promise<OaQuality>;
}

/** Metrics and traces of a gateway. */
export interface Telemetry extends Instrumentation {
  /** Begins to observe, and lets Prometheus read; gives where. @throws Error that names `METRICS_PORT`. */
  listen(observed: Observed): Promise<string | undefined>;
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>;
}

const closeTimeoutMs = 5_000;

/** Makes what the variables ask for. Loaded only where they ask for something, since OpenTelemetry's SDK comes with it. */
export async function createTelemetry(
  config: TelemetryConfig & Pick<GatewayConfig, "staging">,
  write: WriteLog,
): Promise<Telemetry> {
  logDiagnostics(write);
  const own = resourceFromAttributes({ "service.name": "nxzalo-gateway", "service.version": version });
  const resource = own.merge(detectResources({ detectors: [envDetector] }));
  const sampler = config.otlp?.traces;
  const traces = sampler && (await import("./traces.ts")).createTraces(sampler, resource);
  const metrics = await createMetrics(config, resource);
  const { meterProvider } = metrics;
  const meter = meterProvider.getMeter("nxzalo-gateway", version);
  const stopObserving = observeProcess(meter, { isStaging: config.staging !== undefined });
  return {
    ...instrument({ meterProvider, tracerProvider: traces?.tracerProvider ?? false }),
    listen: ({ journeys, isReady, askQuality }) => {
      observe({ journeys, isReady, meterProvider });
      observeQuality(meter, askQuality);
      return metrics.listen();
    },
    close: async () => {
      const all = () => Promise.allSettled([metrics.close(), traces?.close()]);
      await withTimeout({ timeoutMs: closeTimeoutMs }, all).catch(() => {});
      stopObserving();
    },
  };
}
