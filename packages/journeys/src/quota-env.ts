import { type EnvReader, validateSwitch } from "@nxzalo/core/internal";

/** `QUOTA_RESERVE` and `HOLD_ON_REFUSAL`, as options of `createJourneys`. */
export function readQuotaEnv(env: EnvReader) {
  const reserve = env.optional("QUOTA_RESERVE", (value) =>
    /^\d{1,9}$/.test(String(value))
      ? undefined
      : { code: "number_out_of_range", message: "must be a whole number of messages from 0 to 999999999" },
  );
  const hold = env.optional("HOLD_ON_REFUSAL", validateSwitch);
  return { quotaReserve: reserve === undefined ? undefined : Number(reserve), holdOnRefusal: hold === "true" };
}
