import { isNxZaloError, TransportError } from "../errors.ts";
import { delay } from "../internal/delay.ts";
import { safeCause } from "../internal/mask.ts";
import { readText } from "../internal/read-text.ts";
import { configError } from "../internal/validate.ts";
import { type AbortSignalLike, timedOut, withTimeout } from "../internal/with-timeout.ts";
import { type Credentials, sign } from "../signature/sign.ts";
import { emit } from "./events.ts";
import type { Operation } from "./operations.ts";
import { credentialIssues, type Settings } from "./options.ts";
import { acquireSlot, releaseSlot } from "./rate-limiter.ts";
import { interpret } from "./reply.ts";
import type { TransportReply } from "./transport.ts";

const replyLimitBytes = 1024 * 1024;

/** Every Zalo call has these. Source: NXCLOUD, *Init Journey Token* and *Check Journey Token*. */
const zalo = { action: "mt", bizType: "9" } as const;

/** What is sent: the validated input, and the one text that is both signed and sent. */
export interface Payload<Input> {
  readonly input: Input;
  readonly body: string;
}

async function askCredentials({ credentials }: Settings): Promise<Credentials> {
  let answer: Credentials;
  try {
    answer = await credentials();
  } catch (cause) {
    throw configError([{ path: ["credentials"], message: "could not be had: the function threw" }], safeCause(cause));
  }
  const issues = credentialIssues(answer);
  if (issues.length > 0) throw configError(issues);
  return answer;
}

/** Headers of one request, stamped and signed now. */
function signedHeaders(settings: Settings, { accessKey, accessSecret }: Credentials, body: string) {
  const { algorithm, hash, now, learned } = settings;
  const ts = String(Math.floor(now() + learned.clockOffsetMs));
  return {
    "content-type": "application/json",
    accessKey,
    ts,
    ...zalo,
    sign: sign({ ...zalo, accessKey, accessSecret, ts, body, algorithm }, hash),
    ...(algorithm !== "md5" && { algorithm }),
  };
}

/** Milliseconds of a `Retry-After` header: seconds, or a date. */
function retryAfterOf({ headers }: TransportReply, now: number): number | undefined {
  const value = headers.get("retry-after") ?? "";
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}

/** A failure without a reply. `sent` is false only where that is a fact. */
function transportError(
  error: unknown,
  {
    sent,
    isTimeout,
    repeatable,
    known,
  }: { sent: boolean; isTimeout: boolean; repeatable: boolean; known: readonly string[] },
): TransportError {
  const outcome = sent ? "unknown" : "not_sent";
  const retryable = repeatable || !sent;
  if (isTimeout) {
    const message = sent ? "NXCLOUD did not answer in time" : "The time ran out before the request was sent";
    return new TransportError(message, { code: "timeout", outcome, retryable });
  }
  const cause = safeCause(error, known);
  return new TransportError("NXCLOUD could not be reached, or the connection broke before it answered", {
    code: "network_error",
    outcome,
    retryable,
    cause,
    hint: "check the network, DNS and the base URL",
  });
}

/** The secret that was good last. */
const chosen = (
  { learned }: Settings,
  { accessKey, accessSecret, previousAccessSecret }: Credentials,
): Credentials => ({
  accessKey,
  accessSecret: learned.usesPreviousSecret && previousAccessSecret !== undefined ? previousAccessSecret : accessSecret,
});

/** What an attempt leaves behind for the decision about the next one. */
export interface AttemptNotes {
  /** What NXCLOUD counts by. */
  account?: string;
  /** Which secret signed it, where there are two. */
  usedPreviousSecret?: boolean;
  /** NXCLOUD's clock minus ours. */
  clockOffsetMs?: number;
}

/** Waits for the account's turn, as long as the call has the time; that does not count as the attempt's own. */
async function waitForSlot(settings: Settings, name: string, account: string, { signal, endsAt }: AttemptLimits) {
  const { retry, ratePerSecond, now } = settings;
  if (!retry && ratePerSecond === undefined) return;
  const waitMs = acquireSlot(account, now(), { ratePerSecond, withinMs: endsAt - now() });
  if (waitMs === undefined) throw timedOut;
  if (waitMs <= 0) return;
  emit(settings, { type: "cooled_down", operation: name, waitMs });
  await delay(waitMs, signal).catch((reason: unknown) => {
    releaseSlot(account, ratePerSecond);
    throw reason;
  });
}

/** The limits of one attempt. */
interface AttemptLimits {
  readonly signal?: AbortSignalLike | undefined;
  readonly timeoutMs: number;
  /** When the whole call has to be over, in milliseconds since the epoch. */
  readonly endsAt: number;
}

/** What must not show in an error, besides phone numbers, which are masked by their shape: what the caller wrote. */
const written = (input: object): string[] =>
  Object.values(input).flatMap((value) => {
    const texts = typeof value === "object" && value !== null ? Object.values(value) : [value];
    return texts.filter((text): text is string => typeof text === "string" && text.length >= 4);
  });

/** One request: credentials → stamp → sign → send → read with a size limit → classify. */
export async function attemptOnce<Input, Output>(
  settings: Settings,
  operation: Operation<Input, Output>,
  { input, body }: Payload<Input>,
  limits: AttemptLimits,
  notes: AttemptNotes,
): Promise<Output> {
  const { signal: caller, timeoutMs } = limits;
  const { now } = settings;
  const { tokenType: _, phone: __, ...texts } = input as { tokenType?: unknown; phone?: unknown };
  const known = written(texts);
  let handedOver = false;
  let limit: AbortSignalLike | undefined;
  try {
    const startedAt = now();
    const ask = (signal?: AbortSignalLike) => {
      limit = signal;
      return askCredentials(settings);
    };
    const credentials = settings.hasCredentialProvider
      ? await withTimeout({ timeoutMs, signal: caller }, ask)
      : await ask();
    const spentMs = now() - startedAt;
    notes.account = `${settings.baseUrl} ${credentials.accessKey}`;
    if (credentials.previousAccessSecret !== undefined) notes.usedPreviousSecret = settings.learned.usesPreviousSecret;
    known.push(credentials.accessSecret, credentials.previousAccessSecret ?? "");
    await waitForSlot(settings, operation.name, notes.account, limits);
    // A vault may have taken much of the time there was.
    const leftMs = Math.max(1, Math.min(timeoutMs - spentMs, limits.endsAt - now()));
    return await withTimeout({ timeoutMs: leftMs, signal: caller }, async (signal) => {
      limit = signal;
      const headers = signedHeaders(settings, chosen(settings, credentials), body);
      known.push(headers.sign);
      handedOver = true;
      const reply = await settings.transport({ url: `${settings.baseUrl}${operation.path}`, headers, body, signal });
      const read = await readText(reply.body, replyLimitBytes);
      // A body that broke because the time was over is a timeout, not a broken reply.
      if (signal.aborted) throw signal.reason;
      const date = Date.parse(reply.headers.get("date") ?? "");
      if (!Number.isNaN(date)) notes.clockOffsetMs = date - now();
      const retryAfterMs = retryAfterOf(reply, now());
      return interpret({ ...read, status: reply.status, retryAfterMs, known }, operation);
    });
  } catch (error) {
    if (isNxZaloError(error)) throw error;
    if (caller?.aborted) throw caller.reason;
    const sent = handedOver && wasSent(error);
    // A transport that was aborted says so in words of its own; the signal knows why.
    const isTimeout = error === timedOut || limit?.reason === timedOut;
    throw transportError(error, { sent, isTimeout, repeatable: operation.repeatable, known });
  }
}

const wasSent = (error: unknown): boolean => (error as { sent?: unknown } | null)?.sent !== false;
