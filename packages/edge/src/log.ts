import type { NxZaloEvent } from "@nxzalo/core";
import { formatLogLine, loggableEvent, loggableFault } from "@nxzalo/proxy";

/** One line of the Worker's log, with its time and its severity. */
export const log = (line: { readonly level: "info" | "warn" | "error" } & object): void =>
  console[line.level](formatLogLine(line));

/** Logs what a request failed by. */
export function logFault(error: unknown, httpRequestId: string): void {
  const line = { level: "error", httpRequestId, error: loggableFault(error) } as const;
  log(line);
}

/** Logs an event of the client's, where it is one to be logged. */
export function logEvent(event: NxZaloEvent): void {
  const line = loggableEvent(event);
  if (line) log(line);
}
