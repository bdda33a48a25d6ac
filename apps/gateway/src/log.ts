import { isNxZaloError } from "@nxzalo/core";
import { loggableFault } from "@nxzalo/proxy";

/** Writes one object as a line of JSON. */
export type WriteLog = (line: Readonly<Record<string, unknown>>) => void;

/** Logs one line for the operator. */
export type Log = (line: { readonly level: "info" | "warn" | "error"; readonly message: string }) => void;

/** The line of a fault. A bug shows where it is in our code; its message might quote what it met. */
export function formatFault(error: unknown, requestId: string): Record<string, unknown> {
  const fault = loggableFault(error);
  const stack = !isNxZaloError(error) && error instanceof Error ? (error.stack ?? "") : "";
  const at = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return { level: "error", requestId, error: at.length > 0 ? { ...fault, at } : fault };
}

/**
 * Logs Node's warnings, but for one: that its SQLite is experimental stands in the README; at each start it would only hide what matters.
 */
export function logWarnings(log: (message: string) => void): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ message }) => {
    if (!message.startsWith("SQLite is an experimental feature")) log(message);
  });
}
