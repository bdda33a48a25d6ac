import type { MeterProvider } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import {
  type IMetricReader,
  PeriodicExportingMetricReader,
  MeterProvider as SdkMeterProvider,
} from "@opentelemetry/sdk-metrics";
import type { TelemetryConfig } from "./config.ts";
import { type MetricsServer, serveMetrics } from "./metrics-server.ts";
import { PullReader, toPrometheusText } from "./prometheus.ts";

/** Metrics that can be read, or are on their way to a collector, or both. */
export interface Metrics {
  readonly meterProvider: MeterProvider;
  /** Lets Prometheus read them; gives where, or nothing where it does not. @throws Error that names `METRICS_PORT`. */
  listen(): Promise<string | undefined>;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** The exporter is loaded only where it is wanted; where to, it reads from the `OTEL_EXPORTER_OTLP_` variables. */
async function createPushReader(everyMs: number): Promise<IMetricReader> {
  const { OTLPMetricExporter } = await import("@opentelemetry/exporter-metrics-otlp-http");
  return new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(), exportIntervalMillis: everyMs });
}

export async function createMetrics({ metrics, otlp }: TelemetryConfig, resource: Resource): Promise<Metrics> {
  const pull = new PullReader();
  const pulled = metrics ? [pull] : [];
  const pushed = otlp?.metrics ? [await createPushReader(otlp.metrics.everyMs)] : [];
  const meterProvider = new SdkMeterProvider({ resource, readers: [...pulled, ...pushed] });
  let server: MetricsServer | undefined;
  return {
    meterProvider,
    listen: async () => {
      const read = async () => toPrometheusText((await pull.collect()).resourceMetrics);
      server = metrics && (await serveMetrics(metrics, read));
      return server?.url;
    },
    close: async () => {
      await meterProvider.shutdown();
      await server?.close();
    },
  };
}
