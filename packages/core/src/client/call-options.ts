import { type Validator, validateCredential, validateDuration, validateFunction } from "../config/validators.ts";
import { inputError, unknownOptions } from "../internal/validate.ts";
import type { AbortSignalLike } from "../internal/with-timeout.ts";

/** Options of one call. */
export interface CallOptions {
  /** Another application than the client's default. */
  readonly appKey?: string | undefined;
  /** Aborts the call; its reason is rethrown untouched. */
  readonly signal?: AbortSignalLike | undefined;
  /** Milliseconds for one attempt, in place of the client's. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds within which an attempt may begin, a repeated one included; later the call fails, as not sent. Default: the whole call. */
  readonly beginWithinMs?: number | undefined;
}

const validateSignal: Validator = (signal) =>
  validateFunction((signal as AbortSignalLike | null)?.addEventListener) && {
    code: "type_wrong",
    message: "must be an AbortSignal",
  };

const validators: { readonly [option in keyof CallOptions]-?: Validator } = {
  appKey: validateCredential,
  signal: validateSignal,
  timeoutMs: validateDuration,
  beginWithinMs: validateDuration,
};

/**
 * The options, once they are known to be good.
 *
 * @throws InputError where an option is unknown or malformed.
 */
export function validateCallOptions(options: CallOptions): CallOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const issues = unknownOptions(given, Object.keys(validators));
  for (const [name, validate] of Object.entries(validators)) {
    const wrong = name in given ? validate(given[name]) : undefined;
    if (wrong) issues.push({ path: [name], message: wrong.message, code: wrong.code });
  }
  if (issues.length > 0) throw inputError(issues);
  return options;
}
