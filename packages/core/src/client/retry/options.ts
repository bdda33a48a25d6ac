import type { Complaint, Validator } from "../../config/validators.ts";

/** How a call is repeated. What surely was not sent, what was refused unprocessed, and what is harmless twice: nothing else ever is. */
export interface RetryOptions {
  /** Requests for one call, the first included. Default: 3, because a third failure is seldom the last. */
  readonly maxAttempts?: number | undefined;
  /** Milliseconds: the wait before try n is random, up to this times 2^(n-1). Default: 200. */
  readonly baseDelayMs?: number | undefined;
  /** Milliseconds: no wait of ours is longer. Default: 2,000. */
  readonly maxDelayMs?: number | undefined;
  /** Retries at most this share of the calls, in the long run, so that a broken upstream is not multiplied. Default: 0.2. */
  readonly budget?: number | undefined;
}

/** Retry options with every default filled in. */
export type RetrySettings = { readonly [option in keyof RetryOptions]-?: NonNullable<RetryOptions[option]> };

const defaults: RetrySettings = { maxAttempts: 3, baseDelayMs: 200, maxDelayMs: 2_000, budget: 0.2 };

export const retrySettings = (options: false | RetryOptions | undefined): RetrySettings | undefined =>
  options === false
    ? undefined
    : {
        maxAttempts: options?.maxAttempts ?? defaults.maxAttempts,
        baseDelayMs: options?.baseDelayMs ?? defaults.baseDelayMs,
        maxDelayMs: options?.maxDelayMs ?? defaults.maxDelayMs,
        budget: options?.budget ?? defaults.budget,
      };

const isWithin = (value: unknown, least: number, most: number) =>
  value === undefined || (typeof value === "number" && value >= least && value <= most);

const outOfRange = (message: string): Complaint => ({ code: "number_out_of_range", message });

/** `false`, or an object of known numbers. */
export const validateRetry: Validator = (value) => {
  if (value === undefined || value === false) return undefined;
  if (typeof value !== "object" || value === null) return { code: "type_wrong", message: "must be false or an object" };
  const { maxAttempts, baseDelayMs, maxDelayMs, budget, ...more } = value as RetryOptions;
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) return { code: "option_unknown", message: `has no option ${unknown}` };
  if (!isWithin(maxAttempts, 1, 10) || (maxAttempts !== undefined && !Number.isInteger(maxAttempts)))
    return outOfRange("maxAttempts must be a whole number from 1 to 10");
  if (!isWithin(baseDelayMs, 1, 60_000) || !isWithin(maxDelayMs, 1, 60_000))
    return outOfRange("delays must be from 1 to 60000 ms");
  return isWithin(budget, 0, 1) ? undefined : outOfRange("budget must be a share from 0 to 1");
};
