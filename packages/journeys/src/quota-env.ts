import { type EnvReader, type Validator, validateSwitch } from "@nxzalo/core/internal";

const validateRate: Validator = (value) =>
  /^\d{1,5}(\.\d{1,3})?$/.test(String(value)) && Number(value) > 0 && Number(value) <= 10_000
    ? undefined
    : { code: "number_out_of_range", message: "must be a number of messages above 0 and at most 10000" };

const validateReserve: Validator = (value) =>
  /^\d{1,9}$/.test(String(value))
    ? undefined
    : { code: "number_out_of_range", message: "must be a whole number of messages from 0 to 999999999" };

/** How much may be sent, by `NXCLOUD_RATE_PER_SECOND`, `QUOTA_RESERVE` and `HOLD_ON_REFUSAL`: options of `createJourneys`. */
export const readQuotaEnv = (env: EnvReader) => ({
  ratePerSecond: env.number("NXCLOUD_RATE_PER_SECOND", validateRate),
  quotaReserve: env.number("QUOTA_RESERVE", validateReserve),
  holdOnRefusal: env.optional("HOLD_ON_REFUSAL", validateSwitch) === "true",
});
