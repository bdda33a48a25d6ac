import { context, propagation } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import { AggregationTemporality, InstrumentType, MeterProvider, MetricReader } from "@opentelemetry/sdk-metrics";
import * as sdkTrace from "@opentelemetry/sdk-trace";

class PulledReader extends MetricReader {
  constructor() {
    // Otherwise a gauge that is no longer observed is shown for ever.
    const { CUMULATIVE, DELTA } = AggregationTemporality;
    super({
      aggregationTemporalitySelector: (type) => (type === InstrumentType.OBSERVABLE_GAUGE ? DELTA : CUMULATIVE),
    });
  }
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** One series, as it was read: its metric's name and labels, and its value. */
export interface ReadSeries {
  readonly name: string;
  readonly unit: string;
  readonly labels: Readonly<Record<string, unknown>>;
  /** A number; of a histogram its count, sum and boundaries. */
  readonly value:
    | number
    | { readonly count: number; readonly sum?: number; readonly buckets: { boundaries: number[] } };
}

/** A meter provider, and a read of all its series. */
export function createTestMetrics() {
  const reader = new PulledReader();
  const meterProvider = new MeterProvider({ readers: [reader] });
  return {
    meterProvider,
    /** Ours: an SDK has metrics of its own. */
    read: async (): Promise<readonly ReadSeries[]> => {
      const { resourceMetrics } = await reader.collect();
      const ours = resourceMetrics.scopeMetrics.filter((metrics) => metrics.scope.name === "@nxzalo/telemetry");
      return ours.flatMap(({ metrics }) =>
        metrics.flatMap(({ descriptor: { name, unit }, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => ({ name, unit, labels: attributes, value }) as ReadSeries),
        ),
      );
    },
  };
}

/** What is read of a span that has ended. */
export type EndedSpan = sdkTrace.ReadableSpan;

type Provider = typeof sdkTrace.TracerProvider;

/** A tracer provider that keeps the spans that ended; the SDK before version 3 has another name for it. */
export function createTestTraces(options: sdkTrace.TracerProviderOptions = {}) {
  const spans: EndedSpan[] = [];
  const processor = {
    onStart: () => {},
    onEnd: (span: EndedSpan) => void spans.push(span),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const { TracerProvider, BasicTracerProvider } = sdkTrace as {
    TracerProvider?: Provider;
    BasicTracerProvider?: Provider;
  };
  const Created = (TracerProvider ?? BasicTracerProvider) as Provider;
  return { spans, tracerProvider: new Created({ ...options, spanProcessors: [processor] }) };
}

/** What a service registers for its process: OpenTelemetry's propagators by default, baggage among them. */
export function registerContext(): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const propagators = [new W3CTraceContextPropagator(), new W3CBaggagePropagator()];
  propagation.setGlobalPropagator(new CompositePropagator({ propagators }));
}
