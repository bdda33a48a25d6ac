import type { EnvReader, Validator } from "@nxzalo/core/internal";
import { oneOf, validateHost, validatePort } from "../validators.ts";

/** Where metrics can be read in Prometheus' format. */
export interface MetricsConfig {
  /** `METRICS_HOST`; default `127.0.0.1`. */
  readonly host: string;
  /** `METRICS_PORT`. */
  readonly port: number;
}

/** Which part of traces is kept, by its name in OpenTelemetry's specification. */
export interface SamplerConfig {
  /** `OTEL_TRACES_SAMPLER`; default `parentbased_always_on`. */
  readonly name: string;
  /** `OTEL_TRACES_SAMPLER_ARG`: from 0 to 1; default 1. */
  readonly ratio: number;
}

/** What is sent to a collector. Where to, and with which headers, the exporters read from `OTEL_EXPORTER_OTLP_` variables themselves. */
export interface OtlpConfig {
  /** How spans are sampled; `undefined` where none are sent. */
  readonly traces?: SamplerConfig | undefined;
  /** How often metrics are sent; `undefined` where none are. */
  readonly metrics?: { readonly everyMs: number } | undefined;
}

/** What the variables about metrics and traces say. */
export interface TelemetryConfig {
  readonly metrics?: MetricsConfig | undefined;
  readonly otlp?: OtlpConfig | undefined;
}

const samplers = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
];

const validateRatio: Validator = (value) =>
  /^\d(\.\d{1,10})?$/.test(String(value)) && Number(value) <= 1
    ? undefined
    : { code: "number_out_of_range", message: "must be a number from 0 to 1" };

const validateInterval: Validator = (value) =>
  /^\d{1,8}$/.test(String(value)) && Number(value) >= 1_000
    ? undefined
    : { code: "number_out_of_range", message: "must be a number of milliseconds from 1000 to 99999999" };

const exporters = oneOf(["otlp", "none"]);

/** Whether one kind of telemetry is sent: it has somewhere to go, and is not switched off. */
function isSent(env: EnvReader, kind: "TRACES" | "METRICS"): boolean {
  const endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", `OTEL_EXPORTER_OTLP_${kind}_ENDPOINT`];
  const isWanted = (env.optional(`OTEL_${kind}_EXPORTER`, exporters) ?? "otlp") === "otlp";
  return endpoints.some((name) => env.optional(name, () => undefined) !== undefined) && isWanted;
}

function readOtlp(env: EnvReader): OtlpConfig | undefined {
  // Switched off, no other variable matters.
  if (env.optional("OTEL_SDK_DISABLED", oneOf(["true", "false"])) === "true") return undefined;
  // The exporters speak this one alone: a collector's HTTP port takes it, its gRPC port does not.
  for (const kind of ["", "TRACES_", "METRICS_"])
    env.optional(`OTEL_EXPORTER_OTLP_${kind}PROTOCOL`, oneOf(["http/json"]));
  const name = env.optional("OTEL_TRACES_SAMPLER", oneOf(samplers)) ?? "parentbased_always_on";
  const ratio = env.number("OTEL_TRACES_SAMPLER_ARG", validateRatio) ?? 1;
  const everyMs = env.number("OTEL_METRIC_EXPORT_INTERVAL", validateInterval) ?? 60_000;
  const traces = isSent(env, "TRACES") ? { name, ratio } : undefined;
  const metrics = isSent(env, "METRICS") ? { everyMs } : undefined;
  return traces || metrics ? { traces, metrics } : undefined;
}

/** Reads `METRICS_PORT`, `METRICS_HOST` and what of `OTEL_` is supported. */
export function readTelemetryConfig(env: EnvReader): TelemetryConfig {
  const port = env.number("METRICS_PORT", validatePort);
  const host = env.optional("METRICS_HOST", validateHost) ?? "127.0.0.1";
  return { metrics: port === undefined ? undefined : { host, port }, otlp: readOtlp(env) };
}
