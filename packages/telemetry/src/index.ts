/**
 * OpenTelemetry spans and metrics of calls, requests, receipts and the journey store. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
export { type Instrumentation, type InstrumentOptions, instrument } from "./instrument.ts";
export { type ObserveOptions, observe } from "./observe.ts";
export type { RequestReport } from "./requests.ts";
