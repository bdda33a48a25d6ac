import type { Validator } from "@nxzalo/core/internal";

/** One of some words. */
export const oneOf =
  (words: readonly string[]): Validator =>
  (value) =>
    words.includes(String(value))
      ? undefined
      : { code: "value_not_allowed", message: `must be one of ${words.join(", ")}` };

export const validateHost: Validator = (value) =>
  /^[A-Za-z0-9.:_-]+$/.test(String(value))
    ? undefined
    : { code: "host_wrong", message: "must be a host name or an address" };

export const validatePort: Validator = (value) =>
  /^\d{1,5}$/.test(String(value)) && Number(value) <= 65_535
    ? undefined
    : { code: "number_out_of_range", message: "must be a number from 0 to 65535" };
