import { readEnv } from "@nxzalo/core/internal";
import { expect, it } from "vitest";
import { gatewayConfigFromEnv } from "../config.ts";
import { readTelemetryConfig } from "./config.ts";

const read = (variables: Record<string, string>) => readEnv(variables, readTelemetryConfig);

it("asks for nothing by default", () => expect(read({})).toEqual({ metrics: undefined, otlp: undefined }));

it("serves metrics on loopback, unless a host is named", () => {
  expect(read({ METRICS_PORT: "9464" }).metrics).toEqual({ host: "127.0.0.1", port: 9464 });
  expect(read({ METRICS_PORT: "9464", METRICS_HOST: "::" }).metrics).toEqual({ host: "::", port: 9464 });
  expect(read({ METRICS_HOST: "::" }).metrics).toBeUndefined();
});

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };
const traces = { name: "parentbased_always_on", ratio: 1 };

it.each<[string, Record<string, string>, unknown]>([
  ["an endpoint for both", endpoint, { traces, metrics: { everyMs: 60_000 } }],
  ["one for traces alone", { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://127.0.0.1:1" }, { traces }],
  ["no traces", { ...endpoint, OTEL_TRACES_EXPORTER: "none" }, { metrics: { everyMs: 60_000 } }],
  ["neither", { ...endpoint, OTEL_TRACES_EXPORTER: "none", OTEL_METRICS_EXPORTER: "none" }, undefined],
  ["switched off", { ...endpoint, OTEL_SDK_DISABLED: "true" }, undefined],
  [
    "switched off, whatever another program is given",
    { OTEL_SDK_DISABLED: "true", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_TRACES_EXPORTER: "console" },
    undefined,
  ],
  [
    "a part of the traces",
    { ...endpoint, OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.05" },
    { traces: { name: "traceidratio", ratio: 0.05 }, metrics: { everyMs: 60_000 } },
  ],
  ["another interval", { ...endpoint, OTEL_METRIC_EXPORT_INTERVAL: "5000" }, { traces, metrics: { everyMs: 5_000 } }],
])("OTLP: %s", (_, variables, otlp) => expect(read(variables).otlp).toEqual(otlp));

it("takes the bounds of what is sampled, and the shortest interval", () => {
  const most = { ...endpoint, OTEL_TRACES_SAMPLER_ARG: "1", OTEL_METRIC_EXPORT_INTERVAL: "1000" };
  expect(read(most).otlp).toMatchObject({ traces: { ratio: 1 }, metrics: { everyMs: 1_000 } });
  expect(read({ ...endpoint, OTEL_TRACES_SAMPLER_ARG: "0" }).otlp).toMatchObject({ traces: { ratio: 0 } });
});

it.each([
  ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"],
  ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"],
  ["OTEL_TRACES_SAMPLER", "jaeger_remote"],
  ["OTEL_TRACES_SAMPLER_ARG", "5%"],
  ["OTEL_TRACES_SAMPLER_ARG", "-0.5"],
  ["OTEL_TRACES_SAMPLER_ARG", "5e-1"],
  ["OTEL_TRACES_SAMPLER_ARG", "1.1"],
  ["OTEL_METRIC_EXPORT_INTERVAL", "999"],
  ["OTEL_METRIC_EXPORT_INTERVAL", "100000000"],
  ["OTEL_METRIC_EXPORT_INTERVAL", "5000ms"],
  ["OTEL_TRACES_EXPORTER", "zipkin"],
  ["OTEL_SDK_DISABLED", "yes"],
])("%s=%s is refused by name", (name, value) => expect(() => read({ ...endpoint, [name]: value })).toThrow(name));

it.each([
  ["METRICS_PORT", "all"],
  ["METRICS_HOST", "http://x"],
])("%s=%s is refused by the gateway", (name, value) =>
  expect(() => gatewayConfigFromEnv({ METRICS_PORT: "1", [name]: value })).toThrow(name),
);
