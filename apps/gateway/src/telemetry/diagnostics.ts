import { safeCause } from "@nxzalo/core/internal";
import { DiagLogLevel, diag } from "@opentelemetry/api";
import type { WriteLog } from "../log.ts";

/** A collector that is away is complained of every few seconds in the same words. */
const quietMs = 600_000;

/** What OpenTelemetry has to complain of, as lines of the log: masked, and the same once in ten minutes. */
export function logDiagnostics(write: WriteLog): void {
  let last = { message: "", at: 0 };
  const complain = (...parts: unknown[]) => {
    const message = `OpenTelemetry: ${safeCause(new Error(parts.map(String).join(" ")))?.message}`;
    const at = performance.now();
    if (message === last.message && at - last.at < quietMs) return;
    last = { message, at };
    write({ level: "warn", message });
  };
  const ignore = () => {};
  const logger = { error: complain, warn: complain, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
}
