#!/usr/bin/env bash
# A counter of Zalo's error codes over OpenTelemetry, where one place counts the code as a number and another one as text.
#
# Versions: @opentelemetry/api 1.10.0, sdk-metrics 3.1.0, exporter-prometheus 0.301.0.
# Seen on 2026-11-28: -118 and "-118" are two series to the SDK, and the exporter prints both with the same label and different values: a text in which one sample
# contradicts another. Counted as text in both places there is one sample. Neither the SDK nor the exporter warns. (Prometheus 2.42 keeps one of such samples.)
# What follows: codes are attributes as text, in every place that counts, and a test reads what is printed for samples that occur twice.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @opentelemetry/api@1.10.0 @opentelemetry/sdk-metrics@3.1.0 @opentelemetry/exporter-prometheus@0.301.0
cat > count.mjs <<'JS'
import { PrometheusExporter, PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import { MeterProvider } from "@opentelemetry/sdk-metrics";

async function print(name, code, again) {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const counter = new MeterProvider({ readers: [reader] }).getMeter("parcels").createCounter(name);
  counter.add(3, { "zalo.code": code });
  counter.add(4, { "zalo.code": again });
  const { resourceMetrics, errors } = await reader.collect();
  const lines = new PrometheusSerializer().serialize(resourceMetrics).split("\n");
  for (const line of lines.filter((one) => one.startsWith(name))) console.log(line);
  console.log(`errors: ${errors.length}`);
}
await print("mixed", -118, "-118");
await print("text", "-118", "-118");
JS
node count.mjs | tee seen
diff seen - <<'SEEN'
mixed_total{zalo_code="-118",otel_scope_name="parcels"} 3
mixed_total{zalo_code="-118",otel_scope_name="parcels"} 4
errors: 0
text_total{zalo_code="-118",otel_scope_name="parcels"} 7
errors: 0
SEEN
echo "as it was seen"
