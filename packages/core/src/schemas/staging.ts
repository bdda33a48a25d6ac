import { type EnvReader, type EnvRecord, readEnv } from "../config/env.ts";
import { type Validator, validateSwitch } from "../config/validators.ts";
import { configError } from "../internal/validate.ts";
import { readPhone } from "./phone.ts";

/** What a staging process may do: it writes to the listed phones alone, and to all others only in appearance. */
export interface Staging {
  /** Digits, the country code first. */
  readonly phones: ReadonlySet<string>;
}

/** A staging process without its guard would write to everybody. */
export const guardMissing = () =>
  configError([{ path: ["STAGING"], message: "needs a guard: guardFetch of @nxzalo/sandbox/guard", code: "required" }]);

/** Whether what is sent to a phone is answered without NXCLOUD. */
export const isSimulated = (staging: Staging | undefined, phone: string): boolean =>
  staging !== undefined && !staging.phones.has(phone);

/** An array has no quick look-up, and `true` would have none at all. */
export const validateStaging: Validator = (value) => {
  const { phones } = Object(value) as { readonly phones?: ReadonlySet<unknown> };
  const isSet = typeof phones?.has === "function" && typeof phones.values === "function";
  return isSet && [...phones.values()].every((phone) => typeof phone === "string" && /^[1-9]\d+$/.test(phone))
    ? undefined
    : {
        code: "type_wrong",
        message: 'must be as stagingFromEnv gives it: { phones: new Set(["84912345678"]) }, the country code first',
      };
};

/** Reads `STAGING` and `STAGING_PHONES`; `undefined` in production. */
export function readStaging(env: EnvReader): Staging | undefined {
  const isStaging = env.optional("STAGING", validateSwitch) === "true";
  const listed = env.list("STAGING_PHONES");
  if (!isStaging && listed.length > 0)
    env.complain("STAGING_PHONES", {
      code: "value_not_allowed",
      message: "is for STAGING=true alone: without it, everybody is written to",
    });
  const phones = listed.map((text) => readPhone(text, "84"));
  if (!phones.every((phone) => "phone" in phone))
    env.complain("STAGING_PHONES", {
      code: "phone_not_digits",
      message: "must be phone numbers, separated by commas",
    });
  return isStaging ? { phones: new Set(phones.flatMap((read) => ("phone" in read ? [read.phone] : []))) } : undefined;
}

/**
 * Whom a staging process writes to, by the variables `STAGING` and `STAGING_PHONES`: for `guardFetch` of `@nxzalo/sandbox/guard`, and for the
 * `staging` of journeys. `undefined` in production.
 *
 * @throws ConfigError where they are malformed, or `STAGING_PHONES` stands without `STAGING=true`.
 * @example
 * ```ts
 * import { configFromEnv, createNxZalo, stagingFromEnv } from "@nxzalo/core";
 * import { guardFetch } from "@nxzalo/sandbox/guard";
 *
 * function clientFor(env: object) {
 *   const staging = stagingFromEnv(env);
 *   return createNxZalo({ ...configFromEnv(env), fetch: staging && guardFetch(staging) });
 * }
 * ```
 */
export const stagingFromEnv = (env: EnvRecord): Staging | undefined => readEnv(env, readStaging);
