import { type ErrorCode, isNxZaloError, type NxZaloError, type Outcome } from "../errors.ts";
import { delay } from "../internal/delay.ts";
import { validateInput } from "../internal/validate.ts";
import { type AttemptNotes, attemptOnce, type Payload } from "./attempt.ts";
import { type CallOptions, checkCallOptions } from "./call-options.ts";
import { emit } from "./events.ts";
import type { Operation } from "./operations.ts";
import type { Settings } from "./options.ts";
import { coolDown } from "./rate-limiter.ts";
import { type NextAttempt, nextAttempt, worstOutcome } from "./retry/policy.ts";

/** Runs one attempt and tells of its end. */
async function observed<T>(settings: Settings, operation: { name: string }, attempt: number, run: () => Promise<T>) {
  const startedAt = settings.now();
  const ended = (errorCode?: ErrorCode) =>
    emit(settings, {
      type: "attempt",
      operation: operation.name,
      attempt,
      durationMs: settings.now() - startedAt,
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

/** A call, with everything that may follow a failed attempt. */
export interface Call<Input, Output> {
  readonly operation: Operation<Input, Output>;
  readonly payload: Payload<Input>;
  readonly options: CallOptions;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

/** Makes the change that the next try needs, tells of it, and waits. */
async function prepare(
  settings: Settings,
  { operation, options }: Call<never, unknown>,
  next: NextAttempt,
  failed: number,
  code: ErrorCode,
) {
  const { name } = operation;
  const { learned } = settings;
  if (next.kind === "clock") {
    learned.clockOffsetMs = next.offsetMs;
    emit(settings, { type: "clock_corrected", operation: name, offsetMs: next.offsetMs });
  }
  if (next.kind === "secret") {
    emit(settings, {
      type: "secret_fallback",
      operation: name,
      to: learned.usesPreviousSecret ? "previous" : "current",
    });
  }
  emit(settings, { type: "retry", operation: name, attempt: failed + 1, delayMs: next.delayMs, errorCode: code });
  if (next.delayMs > 0) await delay(next.delayMs, options.signal);
}

/** Attempts until one succeeds, may not be followed by another, or the time is over. */
export async function attemptAll<Input, Output>(
  settings: Settings,
  call: Call<Input, Output>,
  count: { attempts: number },
): Promise<Output> {
  const { operation, payload, options, endsAt } = call;
  const { now, retry, random, budget, learned } = settings;
  const mended = { clock: false, secret: false };
  let outcome: Outcome = "not_sent";
  let last: NxZaloError | undefined;
  budget.earn();
  for (;;) {
    count.attempts += 1;
    const notes: AttemptNotes = {};
    const assumedOffsetMs = learned.clockOffsetMs;
    const timeoutMs = Math.max(1, Math.min(options.timeoutMs ?? settings.timeoutMs, endsAt - now()));
    try {
      return await observed(settings, operation, count.attempts, () =>
        attemptOnce(settings, operation, payload, { signal: options.signal, timeoutMs, endsAt }, notes),
      );
    } catch (error) {
      if (!isNxZaloError(error)) throw error;
      // A try whose turn never came sent nothing, and must not cover up what was answered before.
      if (last && error.code === "timeout" && error.outcome === "not_sent") {
        count.attempts -= 1;
        throw last;
      }
      last = error;
      outcome = worstOutcome(outcome, error.outcome);
      Object.assign(error, { outcome });
      if (error.upstreamCode === 9010 && retry && notes.account) {
        coolDown(notes.account, now(), error.retryAfterMs ?? 1_000);
      }
      // The other secret is next, for this call and those that come; should it be refused too, they change places again.
      if (error.upstreamCode === 1003 && notes.usedPreviousSecret !== undefined) {
        learned.usesPreviousSecret = !notes.usedPreviousSecret;
      }
      const facts = { error, attempts: count.attempts, assumedOffsetMs, mended, clockOffsetMs: notes.clockOffsetMs };
      const next =
        retry && nextAttempt({ ...facts, hasOtherSecret: notes.usedPreviousSecret !== undefined }, retry, random);
      // The last failure is the truth; a try that cannot end in time would only cover it up.
      if (!next || now() + next.delayMs >= endsAt) throw error;
      // A mend is no repeat: it is not limited by the budget.
      if (next.kind === "again" && !budget.spend()) throw error;
      if (next.kind !== "again") mended[next.kind] = true;
      await prepare(settings, call as never, next, count.attempts, error.code);
      // A wait may take longer than it should.
      if (now() >= endsAt) throw error;
    }
  }
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
