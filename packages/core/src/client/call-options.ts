import { type Validator, validateCredential, validateDuration, validateFunction } from "../config/validators.ts";
import { inputError } from "../internal/validate.ts";
import type { AbortSignalLike } from "../internal/with-timeout.ts";

/** Options of one call. */
export interface CallOptions {
  /** Another application than the client's default. */
  readonly appKey?: string | undefined;
  /** Aborts the call; its reason is rethrown untouched. */
  readonly signal?: AbortSignalLike | undefined;
  /** Milliseconds for one attempt, in place of the client's. */
  readonly timeoutMs?: number | undefined;
}

const validateSignal: Validator = (signal) =>
  validateFunction((signal as AbortSignalLike | null)?.addEventListener) && "must be an AbortSignal";

const callRules: { readonly [option in keyof CallOptions]-?: Validator } = {
  appKey: validateCredential,
  signal: validateSignal,
  timeoutMs: validateDuration,
};

/** @throws InputError where an option is unknown or malformed. */
export function checkCallOptions(options: CallOptions): void {
  const issues = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const rule = Object.hasOwn(callRules, name) ? callRules[name as keyof CallOptions] : () => "is not a known option";
    const message = rule(value);
    return message === undefined ? [] : [{ path: [name], message }];
  });
  if (issues.length > 0) throw inputError(issues);
}
