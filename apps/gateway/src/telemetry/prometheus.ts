import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import {
  AggregationTemporality,
  InstrumentType,
  type MetricData,
  MetricReader,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";

/** Gives what was counted and measured whenever it is asked for. */
export class PullReader extends MetricReader {
  constructor() {
    const { CUMULATIVE, DELTA } = AggregationTemporality;
    super({
      // Otherwise a gauge that is no longer observed is shown for ever.
      aggregationTemporalitySelector: (type) => (type === InstrumentType.OBSERVABLE_GAUGE ? DELTA : CUMULATIVE),
    });
  }

  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** Prometheus names a unit at the end of a metric's name; the serializer does not. */
const suffixes: Readonly<Record<string, string>> = { s: "_seconds", By: "_bytes" };

function withUnit(metric: MetricData): MetricData {
  const { descriptor } = metric;
  const name = `${descriptor.name}${suffixes[descriptor.unit] ?? ""}`;
  return { ...metric, descriptor: { ...descriptor, name, unit: "" } };
}

const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);

/** The text that Prometheus reads. */
export const toPrometheusText = ({ resource, scopeMetrics }: ResourceMetrics): string =>
  serializer.serialize({
    resource,
    scopeMetrics: scopeMetrics.map(({ scope, metrics }) => ({ scope, metrics: metrics.map(withUnit) })),
  });
