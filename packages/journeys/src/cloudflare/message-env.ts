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
  readEnv(env, (reader) => ({
    quietHours: reader.optional("QUIET_HOURS", (value) => checkQuietHours(String(value))),
    ...readQuotaEnv(reader),
    dataRetainMs: readRetainDays(reader, "DATA_RETAIN_DAYS"),
  }));
