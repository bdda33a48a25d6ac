import type { Journeys } from "@nxzalo/journeys";
import type { Log } from "./log.ts";

const minuteMs = 60_000;

/** Deletes what is over: some minutes after the start, gateways that start together at different ones, then every hour. */
export function sweepHourly(journeys: Pick<Journeys, "sweep">, log: Log): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const after = (delayMs: number) => {
    timer = setTimeout(() => void sweep(), delayMs).unref();
  };
  const sweep = async () => {
    await journeys.sweep().catch((error: Error) => {
      log({ level: "error", message: `what is over could not be deleted: ${error.message}` });
    });
    if (timer) after(60 * minuteMs);
  };
  after((1 + 9 * Math.random()) * minuteMs);
  return () => {
    clearTimeout(timer);
    timer = undefined;
  };
}
