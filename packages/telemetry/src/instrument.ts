import type { Around, OnEvent } from "@nxzalo/core";
import { configError, methodsValidator, type OptionRules, optionIssues, runAlone } from "@nxzalo/core/internal";
import { type MeterProvider, metrics, type TracerProvider, trace } from "@opentelemetry/api";
import { countEvent } from "./events.ts";
import { createInstruments } from "./instruments.ts";
import { firstOf } from "./labels.ts";
import { countRequest, type RequestReport } from "./requests.ts";
import { scope } from "./scope.ts";
import { createSpans, measuringStore } from "./work.ts";

/** Options of {@link instrument}. */
export interface InstrumentOptions {
  /** Where metrics go. Default: the one that is registered for the process, or none. */
  readonly meterProvider?: MeterProvider | undefined;
  /** Where spans go; `false` makes none. Default: the one that is registered for the process, or none. */
  readonly tracerProvider?: TracerProvider | false | undefined;
}

/** What `createNxZalo`, `createProxy`, `createJourneys` and `createEdgeProxy` take. */
export interface Instrumentation {
  /** Counts the events of a client: for `createNxZalo`. */
  readonly onEvent: OnEvent;
  /** Counts requests and receipts: for `createProxy`. */
  readonly onReport: (report: RequestReport) => void;
  /** Makes spans, and measures the store's work: for all of them. */
  readonly around: Around;
}

const validateTracers = /* @__PURE__ */ methodsValidator("getTracer");

const rules: OptionRules<InstrumentOptions> = {
  meterProvider: /* @__PURE__ */ methodsValidator("getMeter"),
  tracerProvider: (value) => (value === false ? undefined : validateTracers(value)),
};

/**
 * Makes OpenTelemetry's spans and metrics of what the packages tell. No series and no span holds a phone number, a token, a reference, a
 * key or free text, and input cannot make series without end: every label is from a closed set.
 *
 * Spans find their parents by the context manager, and traces come in and go out by the propagator, that are registered for the process.
 *
 * @throws ConfigError for an option that does not exist or cannot work.
 * @example
 * ```ts
 * import { createNxZalo } from "@nxzalo/core";
 * import { bearerKeys, createProxy, proxyConfigFromEnv } from "@nxzalo/proxy";
 * import { createSandbox } from "@nxzalo/sandbox";
 * import { instrument } from "@nxzalo/telemetry";
 *
 * const { onEvent, onReport, around } = instrument();
 * const { credentials, appKey, fetch } = createSandbox();
 * const client = createNxZalo({ credentials, appKey, fetch, onEvent, around });
 * const { apiKeys } = proxyConfigFromEnv({ GATEWAY_API_KEYS: "shop:0123456789abcdef0123" });
 * const proxy = createProxy({ client, authorize: bearerKeys(apiKeys), onReport, around });
 * ```
 */
export function instrument(options: InstrumentOptions = {}): Instrumentation {
  const issues = optionIssues(options, rules);
  if (issues.length > 0) throw configError(issues);
  const { meterProvider = metrics.getMeterProvider(), tracerProvider = trace.getTracerProvider() } = options;
  const instruments = createInstruments(meterProvider.getMeter(scope));
  const toRoute = firstOf(100);
  const spans = tracerProvider ? createSpans(tracerProvider.getTracer(scope), toRoute) : runAlone;
  return {
    onEvent: (event) => countEvent(instruments, event),
    onReport: (report) => countRequest(instruments, report, toRoute),
    around: measuringStore(spans, instruments),
  };
}
