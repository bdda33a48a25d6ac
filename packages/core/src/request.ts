import { attemptOnce } from "./attempt.ts";
import { type ErrorCode, isNxZaloError } from "./errors.ts";
import type { NxZaloEvent } from "./events.ts";
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

function emit({ onEvent }: Settings, event: NxZaloEvent): void {
  try {
    onEvent?.(event);
  } catch {
    // An observer must not be able to change the result of a call.
  }
}

/** Runs one attempt and tells of its end. */
async function observed<T>(settings: Settings, operation: { name: string }, attempt: number, run: () => Promise<T>) {
  const startedAt = settings.now();
  const ended = (errorCode?: ErrorCode) =>
    emit(settings, {
      ...{ type: "attempt", operation: operation.name, attempt, durationMs: settings.now() - startedAt },
      errorCode,
    });
  try {
    const result = await run();
    ended();
    return result;
  } catch (error) {
    ended(isNxZaloError(error) ? error.code : undefined);
    throw error;
  }
}

/**
 * The pipeline of every call:
 * validate → serialise once → for each attempt { credentials → stamp → sign → send → read → classify → validate the output }.
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
  let attempts = 0;
  try {
    checkCallOptions(options);
    if (options.signal?.aborted) throw options.signal.reason;
    const valid = validateInput(operation.input(settings), input);
    const payload = { input: valid, body: JSON.stringify(operation.body(options.appKey ?? settings.appKey, valid)) };

    // The place of automatic retries: a loop around this one attempt. Each attempt stamps and signs afresh.
    attempts += 1;
    const result = await observed(settings, operation, attempts, () =>
      attemptOnce(settings, operation, payload, options),
    );

    emit(settings, { type: "settled", operation: operation.name, attempts, durationMs: now() - startedAt });
    return result;
  } catch (error) {
    const { code: errorCode, upstreamCode, traceId } = isNxZaloError(error) ? Object.assign(error, { attempts }) : {};
    emit(settings, {
      ...{ type: "settled", operation: operation.name, attempts, durationMs: now() - startedAt },
      ...{ errorCode, upstreamCode, traceId },
    });
    throw error;
  }
}
