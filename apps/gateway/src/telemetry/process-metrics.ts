import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import type { Meter, ObservableGauge } from "@opentelemetry/api";
import { version } from "../version.ts";

/** Source: OpenTelemetry, *Semantic conventions for Node.js runtime metrics*. */
const delays: Readonly<Record<string, (histogram: IntervalHistogram) => number>> = {
  min: ({ min }) => min,
  max: ({ max }) => max,
  mean: ({ mean }) => mean,
  stddev: ({ stddev }) => stddev,
  p50: (histogram) => histogram.percentile(50),
  p90: (histogram) => histogram.percentile(90),
  p99: (histogram) => histogram.percentile(99),
};

/** Shows how late the event loop was since it was last read, and what runs. Gives what stops it. */
export function observeProcess(meter: Meter, { isStaging }: { readonly isStaging: boolean }): () => void {
  const histogram = monitorEventLoopDelay();
  histogram.enable();
  const gauges = Object.entries(delays).map(([name, read]) => {
    const description = `Event loop delay, ${name}.`;
    return { gauge: meter.createObservableGauge(`nodejs.eventloop.delay.${name}`, { unit: "s", description }), read };
  });
  let measured: readonly (readonly [ObservableGauge, number])[] = [];
  meter.addBatchObservableCallback(
    (result) => {
      // Of two reads at once, the second has measured nothing of its own.
      if (histogram.count > 0) measured = gauges.map(({ gauge, read }) => [gauge, read(histogram) / 1e9]);
      histogram.reset();
      for (const [gauge, seconds] of measured) result.observe(gauge, seconds);
    },
    gauges.map(({ gauge }) => gauge),
  );
  const build = meter.createObservableGauge("nxzalo.build", { unit: "1", description: "What runs: always 1." });
  const about = { version, node_version: process.versions.node, staging: String(isStaging) };
  build.addCallback((result) => result.observe(1, about));
  return () => histogram.disable();
}
