import { type ErrorCode, isNxZaloError, type NxZaloError } from "../errors.ts";
import { delay } from "../internal/delay.ts";
import { safeCause } from "../internal/mask.ts";
import { readText } from "../internal/read-text.ts";
import { configError } from "../internal/validate.ts";
import { type AbortSignalLike, timedOut, withTimeout } from "../internal/with-timeout.ts";
import { type Credentials, sign } from "../signature/sign.ts";
import { readClockOffset } from "./clock-correction.ts";
import type { Deadline } from "./deadline.ts";
import { emit } from "./events.ts";
import type { Operation } from "./operations.ts";
import { credentialIssues, type Settings } from "./options.ts";
import { acquireSlot, releaseSlot } from "./rate-limiter.ts";
import { interpret } from "./reply.ts";
import { transportError } from "./transport-error.ts";

const replyLimitBytes = 1024 * 1024;

/** Every Zalo call has these. Source: NXCLOUD, *Init Journey Token* and *Check Journey Token*. */
const zalo = { action: "mt", bizType: "9" } as const;

/** What is sent: the validated input, and the one text that is both signed and sent. */
export interface Payload<Input> {
  readonly input: Input;
  readonly body: string;
}

/** The limits of one attempt. */
export interface AttemptLimits {
  /** Counted from 1. */
  readonly attempt: number;
  /** The caller's own. */
  readonly signal?: AbortSignalLike | undefined;
  /** Milliseconds for this attempt. */
  readonly timeoutMs: number;
  /** Milliseconds that are kept to hear the answer: with less of them left, nothing is sent. */
  readonly reserveMs: number;
  /** Of the whole call. */
  readonly deadline: Deadline;
  /** By which the request has to begin. */
  readonly beginning: Deadline;
}

/** How one attempt failed, and what it showed of the account and the clock. */
export interface AttemptFailure {
  /** Of this attempt alone: what the whole call has come to is for the call to say. */
  readonly error: NxZaloError;
  /** What NXCLOUD counts requests by; absent where the credentials could not be had. */
  readonly account: string | undefined;
  /** Which of two secrets signed it; absent where there is only one. */
  readonly usedPreviousSecret: boolean | undefined;
  /** NXCLOUD's clock minus ours, where the reply told it. */
  readonly clockOffsetMs: number | undefined;
}

/** How one attempt ended. */
export type AttemptResult<Output> = { readonly value: Output } | AttemptFailure;

async function askCredentials(provide: () => Credentials | Promise<Credentials>): Promise<Credentials> {
  let answer: Credentials;
  try {
    answer = await provide();
  } catch (cause) {
    const message = "could not be had: the function threw";
    throw configError([{ path: ["credentials"], message, code: "credentials_unavailable" }], safeCause(cause));
  }
  const issues = credentialIssues(answer);
  if (issues.length > 0) throw configError(issues);
  return answer;
}

/**
 * The wait for the account's turn, which does not count as the attempt's own time; nothing where there is none.
 *
 * @throws timedOut, at once where that is known, where the request could not begin in time.
 */
function waitForSlot(settings: Settings, operation: string, account: string, { beginning, signal }: AttemptLimits) {
  const { retry, ratePerSecond, now } = settings;
  if (!beginning.fits(0)) throw timedOut;
  if (!retry && ratePerSecond === undefined) return undefined;
  const askedAt = now();
  const startsAt = acquireSlot(account, askedAt, { ratePerSecond, withinMs: beginning.leftMs() });
  if (startsAt === undefined) throw timedOut;
  const waitMs = startsAt - askedAt;
  if (waitMs <= 0) return undefined;
  emit(settings, { type: "cooled_down", operation, waitMs });
  const waited = delay(waitMs, signal).then(() => {
    // A timer may be late.
    if (!beginning.fits(0)) throw timedOut;
  });
  return waited.catch((reason: unknown) => {
    if (ratePerSecond !== undefined) releaseSlot(account, startsAt);
    throw reason;
  });
}

/** Headers of one request, stamped and signed now. */
function signedHeaders(settings: Settings, { accessKey, accessSecret }: Credentials, body: string) {
  const { algorithm, hash, now, learned } = settings;
  const ts = String(Math.floor(now() + learned.clockOffsetMs));
  const headers = {
    "content-type": "application/json",
    accessKey,
    ts,
    action: zalo.action,
    bizType: zalo.bizType,
    sign: sign({ ...zalo, accessKey, accessSecret, ts, body, algorithm }, hash),
  };
  return algorithm === "md5" ? headers : { ...headers, algorithm };
}

/** The secret that was good last. */
function chooseSecret({ learned }: Settings, credentials: Credentials): Credentials {
  const { accessKey, accessSecret, previousAccessSecret = accessSecret } = credentials;
  return { accessKey, accessSecret: learned.usesPreviousSecret ? previousAccessSecret : accessSecret };
}

/** What the caller wrote, which must not show in an error. Phone numbers are masked by their shape. */
function textsOf(input: object): string[] {
  const { tokenType: _, phone: __, ...written } = input as { tokenType?: unknown; phone?: unknown };
  return Object.values(written).flatMap((value) => {
    const parts: unknown[] = typeof value === "object" && value !== null ? Object.values(value) : [value];
    const texts = parts.filter((part) => typeof part === "string" || typeof part === "number").map(String);
    return texts.filter((text) => text.length >= 4);
  });
}

/**
 * One request: credentials → wait for a slot → stamp → sign → send → read with a size limit → classify. Tells the observer of its end.
 *
 * @throws the caller's abort reason, untouched, and nothing else.
 */
export async function attemptOnce<Input, Output>(
  settings: Settings,
  operation: Operation<Input, Output>,
  { input, body }: Payload<Input>,
  limits: AttemptLimits,
): Promise<AttemptResult<Output>> {
  const { signal: caller, timeoutMs, reserveMs, attempt, deadline, beginning } = limits;
  const { now, baseUrl, transport, learned, credentials: given } = settings;
  const startedAt = now();
  let account: string | undefined;
  let usedPreviousSecret: boolean | undefined;
  let clockOffsetMs: number | undefined;
  let signature = "";
  let wasHandedOver = false;
  let errorCode: ErrorCode | undefined;
  let isAborted: boolean | undefined;
  /** The signal of the time limit that is running. */
  let limit: AbortSignalLike | undefined;
  /** The pair that signs, once it is known. */
  let known: Credentials | undefined;
  /** What must not show in an error. */
  const secrets = () => {
    const { accessSecret = "", previousAccessSecret = "" } = known ?? {};
    return textsOf(input as object).concat(accessSecret, previousAccessSecret, signature);
  };
  try {
    const credentials =
      typeof given === "function"
        ? await withTimeout({ timeoutMs, signal: caller }, (signal) => {
            limit = signal;
            return askCredentials(given);
          })
        : given;
    known = credentials;
    // Asking for the credentials may have taken much of the attempt's time.
    const spentMs = now() - startedAt;
    if (timeoutMs - spentMs < reserveMs) throw timedOut;
    account = `${baseUrl} ${credentials.accessKey}`;
    if (credentials.previousAccessSecret !== undefined) usedPreviousSecret = learned.usesPreviousSecret;
    const waiting = waitForSlot(settings, operation.name, account, limits);
    if (waiting) await waiting;
    const leftMs = deadline.limit(timeoutMs - spentMs);
    const times = { timeoutMs: leftMs, beginWithinMs: Math.min(beginning.leftMs(), leftMs - reserveMs) };
    const value = await withTimeout({ timeoutMs: leftMs, signal: caller }, async (signal) => {
      limit = signal;
      const headers = signedHeaders(settings, chooseSecret(settings, credentials), body);
      signature = headers.sign;
      wasHandedOver = true;
      const reply = await transport({ url: `${baseUrl}${operation.path}`, headers, body, signal, ...times });
      const read = await readText(reply.body, replyLimitBytes);
      // A body that broke because the time was over is a timeout, not a broken reply.
      if (signal.aborted) throw signal.reason;
      const readAt = now();
      clockOffsetMs = readClockOffset(reply.headers.get("date"), readAt);
      return interpret({ ...read, status: reply.status, headers: reply.headers, readAt, secrets }, operation);
    });
    return { value };
  } catch (thrown) {
    // A failure that is known stays known, whatever the caller does by then.
    if (caller?.aborted && (thrown === caller.reason || !isNxZaloError(thrown))) {
      isAborted = true;
      throw caller.reason;
    }
    // A transport that was aborted says so in words of its own; the signal knows why.
    const isTimeout = thrown === timedOut || limit?.reason === timedOut;
    const { repeatable } = operation;
    const error = isNxZaloError(thrown)
      ? thrown
      : transportError({ error: thrown, wasHandedOver, isTimeout, repeatable, secrets: secrets() });
    errorCode = error.code;
    return { error, account, usedPreviousSecret, clockOffsetMs };
  } finally {
    const durationMs = now() - startedAt;
    const { name } = operation;
    emit(settings, { type: "attempt", operation: name, attempt, durationMs, errorCode, isAborted, clockOffsetMs });
  }
}
