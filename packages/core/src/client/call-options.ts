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

const validators: { readonly [option in keyof CallOptions]-?: Validator } = {
  appKey: validateCredential,
  signal: validateSignal,
  timeoutMs: validateDuration,
};

/**
 * The options, once they are known to be good.
 *
 * @throws InputError where an option is unknown or malformed.
 */
export function validateCallOptions(options: CallOptions): CallOptions {
  const issues = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const validate = Object.hasOwn(validators, name)
      ? validators[name as keyof CallOptions]
      : () => "is not a known option";
    const message = validate(value);
    return message === undefined ? [] : [{ path: [name], message }];
  });
  if (issues.length > 0) throw inputError(issues);
  return options;
}
