import { attemptAll } from "./attempts.ts";
import { isNxZaloError } from "./errors.ts";
import { emit } from "./events.ts";
import type { Operation } from "./operations.ts";
import type { Settings } from "./options.ts";
import { credentialRule, durationRule, functionRule, type Rule } from "./rules.ts";
import type { AbortSignalLike } from "./transport.ts";
import { inputError, validateInput } from "./validate.ts";

/** Options of one call. */
export interface CallOptions {
  /** Another application than the client's default. */
  readonly appKey?: string | undefined;
  /** Aborts the call; its reason is rethrown untouched. */
  readonly signal?: AbortSignalLike | undefined;
  /** Milliseconds for one attempt, in place of the client's. */
  readonly timeoutMs?: number | undefined;
}

const signalRule: Rule = (signal) =>
  functionRule((signal as AbortSignalLike | null)?.addEventListener) && "must be an AbortSignal";

const callRules: { readonly [option in keyof CallOptions]-?: Rule } = {
  appKey: credentialRule,
  signal: signalRule,
  timeoutMs: durationRule,
};

function checkCallOptions(options: CallOptions): void {
  const issues = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const rule = Object.hasOwn(callRules, name) ? callRules[name as keyof CallOptions] : () => "is not a known option";
    const message = rule(value);
    return message === undefined ? [] : [{ path: [name], message }];
  });
  if (issues.length > 0) throw inputError(issues);
}

/**
 * The pipeline of every call:
 * validate → serialise once → for each attempt { credentials → wait for the turn → stamp → sign → send → read → classify → validate
 * the output }.
 *
 * @throws InputError, ConfigError, TransportError, UpstreamError, ResponseError, or the caller's abort reason untouched.
 */
export async function request<Input, Output>(
  settings: Settings,
  operation: Operation<Input, Output>,
  input: Input,
  callOptions?: CallOptions,
): Promise<Output> {
  const options = callOptions ?? {};
  const { now } = settings;
  const startedAt = now();
  const count = { attempts: 0 };
  const settled = (details: object = {}) =>
    emit(settings, {
      type: "settled",
      operation: operation.name,
      attempts: count.attempts,
      durationMs: now() - startedAt,
      ...details,
    });
  try {
    checkCallOptions(options);
    if (options.signal?.aborted) throw options.signal.reason;
    const valid = validateInput(operation.input(settings), input);
    const payload = { input: valid, body: JSON.stringify(operation.body(options.appKey ?? settings.appKey, valid)) };
    const call = { operation, payload, options, endsAt: startedAt + settings.deadlineMs };
    const result = await attemptAll(settings, call, count);
    settled();
    return result;
  } catch (error) {
    const { attempts } = count;
    const { code, upstreamCode, traceId } = isNxZaloError(error) ? Object.assign(error, { attempts }) : {};
    settled({ errorCode: code, upstreamCode, traceId });
    throw error;
  }
}
