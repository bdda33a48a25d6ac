import { readEnv } from "@nxzalo/core/internal";
import { readQuotaEnv } from "../quota-env.ts";
import { readRetainDays } from "../retention-env.ts";
import { checkQuietHours } from "../service/quiet-hours.ts";

/**
 * `QUIET_HOURS`, `NXCLOUD_RATE_PER_SECOND`, `QUOTA_RESERVE`, `HOLD_ON_REFUSAL` and `DATA_RETAIN_DAYS` of a Worker's variables.
 *
 * @throws ConfigError that names them.
 */
export const readMessageEnv = (env: object) =>
  readEnv(env, (reader) => {
    const rate = reader.optional("NXCLOUD_RATE_PER_SECOND", (value) =>
      /^\d{1,5}(\.\d{1,3})?$/.test(String(value)) && Number(value) > 0 && Number(value) <= 10_000
        ? undefined
        : { code: "number_out_of_range", message: "must be a number of messages above 0 and at most 10000" },
    );
    return {
      quietHours: reader.optional("QUIET_HOURS", (value) => checkQuietHours(String(value))),
      ratePerSecond: rate === undefined ? undefined : Number(rate),
      ...readQuotaEnv(reader),
      dataRetainMs: readRetainDays(reader, "DATA_RETAIN_DAYS"),
    };
  });
