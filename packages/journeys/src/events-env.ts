import { type EnvReader, readEventTargets, type Validator, validateSwitch } from "@nxzalo/core/internal";
import { minuteMs } from "./durations.ts";
import type { EventsOptions } from "./service/event-targets.ts";

const longestMinutes = 7 * 24 * 60;

const validateMinutes: Validator = (value) =>
  /^[1-9]\d{0,4}$/.test(String(value)) && Number(value) <= longestMinutes
    ? undefined
    : { code: "number_out_of_range", message: `must be a whole number of minutes from 1 to ${longestMinutes}` };

/**
 * What is delivered, by `RECEIPTS_FORWARD_URL`, `RECEIPTS_FORWARD_SECRET`, `EVENTS_TARGETS`, `NOTIFY_REFUSED` and `UNDELIVERED_AFTER_MINUTES`:
 * for the `events` of `createJourneys`.
 */
export function readEventsEnv(env: EnvReader): EventsOptions {
  const minutes = env.number("UNDELIVERED_AFTER_MINUTES", validateMinutes);
  return {
    targets: readEventTargets(env),
    notifyRefused: env.optional("NOTIFY_REFUSED", validateSwitch) === "true",
    undeliveredAfterMs: minutes && minutes * minuteMs,
  };
}
