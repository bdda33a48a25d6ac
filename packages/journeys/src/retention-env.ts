import type { EnvReader } from "@nxzalo/core/internal";
import { dayMs } from "./durations.ts";

/** As long as the audit is stored. */
const mostDays = 730;

/** A variable of whole days, such as `RETAIN_DAYS` and `DATA_RETAIN_DAYS`, in milliseconds. */
export function readRetainDays(env: EnvReader, name: string): number | undefined {
  const days = env.number(name, (value) =>
    /^\d{1,3}$/.test(String(value)) && Number(value) >= 1 && Number(value) <= mostDays
      ? undefined
      : { code: "number_out_of_range", message: `must be a whole number of days from 1 to ${mostDays}` },
  );
  return days && days * dayMs;
}
