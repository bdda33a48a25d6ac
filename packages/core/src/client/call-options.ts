import { type Validator, validateCredential, validateDuration, validateFunction } from "../config/validators.ts";
import { type CodedIssue, inputError, unknownOptions } from "../internal/validate.ts";
import type { AbortSignalLike } from "../internal/with-timeout.ts";

/** Options of one call. */
export interface CallOptions {
  /** Another application than the client's default. */
  readonly appKey?: string | undefined;
  /** Aborts the call; its reason is rethrown untouched. */
  readonly signal?: AbortSignalLike | undefined;
  /** Milliseconds for one attempt, in place of the client's. */
  readonly timeoutMs?: number | undefined;
  /**
   * Milliseconds within which an attempt may begin, a repeated one included; later the call fails, as not sent. Default: the whole call, but
   * for what an answer is waited for at least: a tenth of its time, a second at most.
   */
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

/** What is no option; one that is `undefined` is not there. */
const unknownIssues = (options: CallOptions): CodedIssue[] => {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return unknownOptions(given, Object.keys(validators));
};

/**
 * The options, once they are known to be good.
 *
 * @throws InputError where an option is unknown or malformed.
 */
export function validateCallOptions(options: CallOptions): CallOptions {
  const isKnown = Object.keys(options).every((name) => Object.hasOwn(validators, name));
  const issues = isKnown ? [] : unknownIssues(options);
  for (const name of Object.keys(validators) as (keyof CallOptions)[]) {
    const wrong = options[name] === undefined ? undefined : validators[name](options[name]);
    if (wrong) issues.push({ path: [name], message: wrong.message, code: wrong.code });
  }
  if (issues.length > 0) throw inputError(issues);
  return options;
}
