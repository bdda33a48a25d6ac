import { isNxZaloError } from "@nxzalo/core";
import { loggableFault } from "@nxzalo/proxy";
import { pino } from "pino";
import type { LogOutput } from "./log-output.ts";

/** From the least to the most; `LOG_LEVEL` may also be `silent`. */
export const logLevels = ["info", "warn", "error", "fatal"] as const;

/** How loud a line is. `fatal`: the process ends. */
export type LogLevel = (typeof logLevels)[number];

/** What one line says. */
export type LogFields = { readonly level: LogLevel } & Readonly<Record<string, unknown>>;

/** Writes one line of the log. */
export type WriteLog = <Fields extends { readonly level: LogLevel }>(line: Fields) => void;

/** Logs one line for the operator. */
export type Log = (line: {
  readonly level: LogLevel;
  readonly message: string;
  /** What it comes from, as `loggableFault` says it. Default: nothing is named. */
  readonly cause?: unknown;
  readonly causeCode?: unknown;
}) => void;

/**
 * What no line has, because what writes it leaves it out. This is the second line of defence, on the two levels that lines have.
 */
const privateNames = ["accessSecret", "authorization", "body", "journeyToken", "phone", "reference", "secret", "token"];

/** The time of a line as pino takes it. Many lines are of one millisecond, whose text is made once. */
function createTimestamp(): () => string {
  let at = Number.NaN;
  let text = "";
  return () => {
    const now = Date.now();
    if (now !== at) text = `,"time":"${new Date(now).toISOString()}"`;
    at = now;
    return text;
  };
}

/**
 * The log of the process: one JSON object a line, `level` and `time` first. A Worker writes the same (`formatLogLine` of
 * `@nxzalo/proxy`).
 */
export function createLog(output: LogOutput, level: LogLevel | "silent" = "info"): WriteLog {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: createTimestamp(),
      formatters: { level: (name) => ({ level: name }) },
      // Written first, by pino: to leave it out here costs less than a copy of the line without it.
      serializers: { level: () => undefined },
      redact: { paths: privateNames.flatMap((name) => [name, `error.${name}`]), censor: "[redacted]" },
    },
    output,
  );
  return (line) => logger[line.level](line);
}

/** The place of a bug in our code; its message might quote what it met. */
function readStack(error: unknown): readonly string[] | undefined {
  if (isNxZaloError(error) || !(error instanceof Error)) return undefined;
  const at = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return at.length > 0 ? at : undefined;
}

/** What a line says of a fault. */
export const describeFault = (error: unknown) => ({ ...loggableFault(error), at: readStack(error) });

/** The line of a request's fault. */
export const formatFault = (error: unknown, httpRequestId: string): LogFields => ({
  level: "error",
  httpRequestId,
  error: describeFault(error),
});

/**
 * Logs Node's warnings, but for one: that its SQLite is experimental stands in the README; at each start it would only hide what matters.
 */
export function logWarnings(log: (message: string) => void): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ message }) => {
    if (!message.startsWith("SQLite is an experimental feature")) log(message);
  });
}
