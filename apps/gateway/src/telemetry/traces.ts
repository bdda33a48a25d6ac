import { context, propagation, type TracerProvider } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import type { Resource } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TracerProvider as SdkTracerProvider,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";
import type { SamplerConfig } from "./config.ts";

/** Spans on their way to a collector. */
export interface Traces {
  readonly tracerProvider: TracerProvider;
  /** Sends what is left. */
  close(): Promise<void>;
}

const roots: Readonly<Record<string, (ratio: number) => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
};

function createSampler({ name, ratio }: SamplerConfig): Sampler {
  const root = roots[name.replace("parentbased_", "")]?.(ratio) ?? new AlwaysOnSampler();
  return name.startsWith("parentbased_") ? new ParentBasedSampler({ root }) : root;
}

/**
 * Sends spans to a collector, in batches. Where to, and with which headers, the exporter reads from the `OTEL_EXPORTER_OTLP_` variables.
 * The propagator and the context manager are the process's.
 */
export function createTraces(sampler: SamplerConfig, resource: Resource): Traces {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const processor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter() });
  const provider = new SdkTracerProvider({ resource, sampler: createSampler(sampler), spanProcessors: [processor] });
  return { tracerProvider: provider, close: () => provider.shutdown() };
}
