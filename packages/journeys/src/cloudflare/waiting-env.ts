import { readEnv } from "@nxzalo/core/internal";
import { checkQuietHours } from "../service/quiet-hours.ts";

/** `QUIET_HOURS` and `NXCLOUD_RATE_PER_SECOND` of a Worker's variables. @throws ConfigError that names them. */
export const readWaitingEnv = (env: object) =>
  readEnv(env, (reader) => {
    const rate = reader.optional("NXCLOUD_RATE_PER_SECOND", (value) =>
      Number(value) > 0 && Number(value) <= 10_000
        ? undefined
        : { code: "number_out_of_range", message: "must be a number of messages above 0 and at most 10000" },
    );
    return {
      quietHours: reader.optional("QUIET_HOURS", (value) => checkQuietHours(String(value))),
      ratePerSecond: rate === undefined ? undefined : Number(rate),
    };
  });
