import type { WriteLog } from "./log.ts";
import type { RunningGateway } from "./server.ts";

/**
 * Ends the process at SIGINT or SIGTERM, or where its terminal is closed, in two steps: the end is announced, so that balancers send their calls elsewhere; then the
 * gateway stops accepting, finishes what is in flight and exits 0. A second signal ends it at once, with 1, but for SIGHUP: both a shell and
 * the system tell of a terminal that is closed. Each step is logged.
 */
export function endAtSignals(gateway: RunningGateway, drainMs: number, write: WriteLog): void {
  let startedAt: number | undefined;
  const say = (level: "info" | "warn", message: string, more: object = {}) =>
    write({ level, message, inFlight: gateway.inFlight(), ...more });

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (startedAt !== undefined) {
      if (signal === "SIGHUP") return;
      say("warn", `${signal} again: the gateway ends at once`);
      process.exit(1);
    }
    startedAt = performance.now();
    const taken = `calls are taken for ${drainMs / 1_000} s more`;
    say("info", `${signal}: /readyz is 503 from now on, and ${taken}; a second signal ends at once`);
    await gateway.drain();
    say("info", "the gateway accepts no more connections, and finishes what is in flight");
    await gateway.close();
    say("info", "the gateway has ended", { durationMs: Math.round(performance.now() - startedAt) });
    process.exit(0);
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(signal));
}
