import type { NxZaloEvent } from "./events.ts";

/**
 * The text of one line of the log, as Worker and gateway write it: `level` and `time` first, then what the line says.
 *
 * @param now Milliseconds since the epoch. Default: the current time.
 * @example
 * ```ts
 * import { formatLogLine, type NxZaloProxy, type ProxyRequest } from "@nxzalo/proxy";
 *
 * async function respond(proxy: NxZaloProxy, request: ProxyRequest) {
 *   const response = await proxy(request);
 *   console.log(formatLogLine(response.report));
 *   return response;
 * }
 * ```
 */
export const formatLogLine = <Line extends { readonly level: string }>(
  { level, ...fields }: Line,
  now: number = Date.now(),
): string => JSON.stringify({ level, time: new Date(now).toISOString(), ...fields });

/** One line of the log that is about no single request. */
export interface LogLine {
  readonly level: "warn" | "error";
  readonly message: string;
}

/** NXCLOUD refuses what is stamped more than a minute off. Source: NXCLOUD, *API Interface Invocation Convention*. */
const clockToleranceMs = 60_000;

/**
 * What the operator has to hear of the client's events: a clock that is off by more than a minute, and an access secret that NXCLOUD
 * refuses. `undefined` for all others: their calls are reported anyway.
 *
 * @example
 * ```ts
 * import { createNxZalo } from "@nxzalo/core";
 * import { loggableEvent } from "@nxzalo/proxy";
 *
 * createNxZalo({
 *   credentials: { accessKey: "your access key", accessSecret: "your access secret" },
 *   appKey: "your-app-key",
 *   onEvent: (event) => {
 *     const line = loggableEvent(event);
 *     if (line) console.error(JSON.stringify(line));
 *   },
 * });
 * ```
 */
export function loggableEvent(event: NxZaloEvent): LogLine | undefined {
  if (event.type === "clock_corrected" && Math.abs(event.offsetMs) > clockToleranceMs) {
    const offset = `${Math.round(Math.abs(event.offsetMs) / 1000)} s ${event.offsetMs > 0 ? "behind" : "ahead of"}`;
    const message = `this machine's clock is ${offset} NXCLOUD's; calls are stamped by NXCLOUD's until it is right: set it by NTP`;
    return { level: "error", message };
  }
  if (event.type !== "secret_fallback") return undefined;
  // The new one may not be in force yet. Once it is, the previous one is refused.
  const [refused, advice] =
    event.to === "previous" ? ["", "keep both until NXCLOUD takes this one"] : ["_PREVIOUS", "end the rotation"];
  const message = `NXCLOUD refused NXCLOUD_ACCESS_SECRET${refused}; the other secret is used: ${advice}`;
  return { level: "warn", message };
}
