import { isNxZaloError, type NxZaloError, type Outcome } from "../errors.ts";
import { delay } from "../internal/delay.ts";
import { validateInput } from "../internal/validate.ts";
import { withDetails } from "../internal/with-details.ts";
import { type AttemptLimits, type AttemptResult, attemptOnce, type Payload } from "./attempt.ts";
import { type CallOptions, validateCallOptions } from "./call-options.ts";
import { createDeadline } from "./deadline.ts";
import { emit } from "./events.ts";
import type { Operation } from "./operations.ts";
import type { Settings } from "./options.ts";
import { coolDown } from "./rate-limiter.ts";
import { nextAttempt, worstOutcome } from "./retry/policy.ts";

/** How long an account waits after a 9010 that names no time. */
const defaultCoolDownMs = 1_000;

/** What an attempt keeps to hear the answer is a tenth of its time, and no more than this. */
const reserveAtMostMs = 1_000;

/** What the last event says of a failure. */
function factsOf(error: unknown) {
  if (!isNxZaloError(error)) return { isAborted: true };
  const { code: errorCode, outcome, upstreamCode, traceId, responsibleParty } = error;
  return { errorCode, outcome, upstreamCode, traceId, responsibleParty };
}

/** One attempt, with what is put around it; it learns how the attempt ended. */
function attemptWithin<Input, Output>(
  settings: Settings,
  operation: Operation<Input, Output>,
  payload: Payload<Input>,
  limits: AttemptLimits,
): Promise<AttemptResult<Output>> {
  const { baseUrl, around } = settings;
  if (!around) return attemptOnce(settings, operation, payload, limits);
  const facts = {
    "http.request.method": "POST",
    "http.request.resend_count": limits.attempt - 1 || undefined,
    "url.full": `${baseUrl}${operation.path}`,
    "nxzalo.operation": operation.name,
  };
  return around(`POST ${operation.path}`, facts, async (work) => {
    const result = await attemptOnce(settings, operation, payload, limits);
    if ("error" in result)
      work?.set({ "error.type": result.error.code, "nxzalo.upstream_code": result.error.upstreamCode });
    return result;
  });
}

/** A call, with what is put around it. @throws as {@link attemptUntilDone} does. */
export function call<Input, Output>(
  settings: Settings,
  operation: Operation<Input, Output>,
  input: Input,
  callOptions?: CallOptions,
): Promise<Output> {
  const { name } = operation;
  const work = () => attemptUntilDone(settings, operation, input, callOptions);
  return settings.around ? settings.around(name, { "nxzalo.operation": name }, work) : work();
}

/**
 * The pipeline of every call:
 * validate → serialise once → for each attempt { credentials → wait for a slot → stamp `ts` → sign → send → read → classify } → decide
 * whether another attempt follows.
 *
 * @throws InputError, ConfigError, TransportError, UpstreamError, ResponseError, or the caller's abort reason untouched.
 */
async function attemptUntilDone<Input, Output>(
  settings: Settings,
  operation: Operation<Input, Output>,
  input: Input,
  callOptions: CallOptions | undefined,
): Promise<Output> {
  const { now, retry, random, budget, learned } = settings;
  const { name } = operation;
  const startedAt = now();
  const deadline = createDeadline(startedAt, settings.deadlineMs, now);
  const corrected = { clock: false, secret: false };
  let attempts = 0;
  let outcome: Outcome = "not_sent";
  let failure: NxZaloError | undefined;
  try {
    const options = callOptions ? validateCallOptions(callOptions) : {};
    const { signal, appKey = settings.appKey, timeoutMs = settings.timeoutMs } = options;
    const { beginWithinMs = settings.deadlineMs } = options;
    // Sent with less time left, a message would be paid for and its answer not heard.
    const reserveMs = Math.min(reserveAtMostMs, timeoutMs / 10, settings.deadlineMs / 10);
    const beginning = createDeadline(startedAt, Math.min(beginWithinMs, settings.deadlineMs - reserveMs), now);
    if (signal?.aborted) throw signal.reason;
    const checked = validateInput(operation.input(settings), input);
    const { templates } = settings;
    const valid = templates && operation.hold ? operation.hold(checked, templates) : checked;
    const payload = { input: valid, body: JSON.stringify(operation.body(appKey, valid)) };

    budget.earn();
    for (;;) {
      const assumedOffsetMs = learned.clockOffsetMs;
      attempts += 1;
      const limitMs = deadline.limit(timeoutMs);
      const limits = { attempt: attempts, signal, timeoutMs: limitMs, reserveMs, deadline, beginning };
      const result = await attemptWithin(settings, operation, payload, limits);
      if ("value" in result) {
        emit(settings, { type: "settled", operation: name, attempts, durationMs: now() - startedAt });
        return result.value;
      }

      const { error, account, usedPreviousSecret, clockOffsetMs } = result;
      // An attempt that got no slot in time sent nothing, and must not cover up what was answered before.
      if (failure && error.code === "timeout" && error.outcome === "not_sent") {
        attempts -= 1;
        throw failure;
      }
      // What one attempt may have done, a later one does not undo.
      outcome = worstOutcome(outcome, error.outcome);
      failure = withDetails(error, { attempts, outcome });
      if (error.upstreamCode === 9010 && retry && account !== undefined) {
        coolDown(account, now(), error.retryAfterMs ?? defaultCoolDownMs);
      }
      // The other secret is next, for this call and those that come; should it be refused too, they change places again.
      const hasOtherSecret = usedPreviousSecret !== undefined;
      if (error.upstreamCode === 1003 && hasOtherSecret) learned.usesPreviousSecret = !usedPreviousSecret;

      const facts = { error, attempts, clockOffsetMs, assumedOffsetMs, hasOtherSecret, corrected };
      const next = retry && nextAttempt(facts, retry, random);
      // What was learned of the clock, and is refused, is no better than the clock itself.
      if (error.upstreamCode === 1004 && learned.clockOffsetMs === assumedOffsetMs) learned.clockOffsetMs = 0;
      // The last failure is the truth; an attempt that cannot end in time would only cover it up.
      if (!next || !beginning.fits(next.delayMs)) throw failure;
      // A correction is no repeat: it is not limited by the budget.
      if (next.kind === "again" && !budget.spend()) throw failure;
      if (next.kind === "clock") {
        corrected.clock = true;
        learned.clockOffsetMs = next.offsetMs;
        emit(settings, { type: "clock_corrected", operation: name, offsetMs: next.offsetMs });
      }
      if (next.kind === "secret") {
        corrected.secret = true;
        const to = learned.usesPreviousSecret ? "previous" : "current";
        emit(settings, { type: "secret_fallback", operation: name, to });
      }
      const { delayMs } = next;
      emit(settings, { type: "retry", operation: name, attempt: attempts + 1, delayMs, errorCode: error.code });
      if (delayMs > 0) await delay(delayMs, signal);
      // A wait may take longer than it should.
      if (!beginning.fits(0)) throw failure;
    }
  } catch (error) {
    const durationMs = now() - startedAt;
    emit(settings, { type: "settled", operation: name, attempts, durationMs, ...factsOf(error) });
    throw error;
  }
}
