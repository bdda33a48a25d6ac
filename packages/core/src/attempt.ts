import { bounded, timedOut } from "./bounded.ts";
import { isNxZaloError, TransportError } from "./errors.ts";
import { safeCause } from "./mask.ts";
import type { Operation } from "./operations.ts";
import { type Credentials, configError, credentialIssues, type Settings } from "./options.ts";
import { readText } from "./read-text.ts";
import { interpret } from "./reply.ts";
import { sign } from "./sign.ts";
import type { AbortSignalLike, TransportReply } from "./transport.ts";

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
  const { algorithm, hash, now } = settings;
  const ts = String(Math.floor(now()));
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
    ...{ code: "network_error", outcome, retryable, cause },
    hint: "check the network, DNS and the base URL",
  });
}

/** One request: credentials → stamp → sign → send → read with a size limit → classify. */
export async function attemptOnce<Input, Output>(
  settings: Settings,
  operation: Operation<Input, Output>,
  { input, body }: Payload<Input>,
  {
    signal: caller,
    timeoutMs = settings.timeoutMs,
  }: { signal?: AbortSignalLike | undefined; timeoutMs?: number | undefined },
): Promise<Output> {
  /** What must not show in an error. Phone numbers are masked by their shape. */
  const known = Object.entries(input as object).flatMap(([name, value]) =>
    name === "journeyToken" ? [String(value)] : [],
  );
  let handedOver = false;
  let limit: AbortSignalLike | undefined;
  try {
    return await bounded({ timeoutMs, signal: caller }, async (signal) => {
      limit = signal;
      const credentials = await askCredentials(settings);
      // A vault may have taken all the time there was.
      if (signal.aborted) throw signal.reason;
      const headers = signedHeaders(settings, credentials, body);
      known.push(credentials.accessSecret, headers.sign);
      handedOver = true;
      const reply = await settings.transport({ url: `${settings.baseUrl}${operation.path}`, headers, body, signal });
      const read = await readText(reply.body, replyLimitBytes);
      // A body that broke because the time was over is a timeout, not a broken reply.
      if (signal.aborted) throw signal.reason;
      const retryAfterMs = retryAfterOf(reply, settings.now());
      return interpret({ ...read, status: reply.status, retryAfterMs, known }, operation);
    });
  } catch (error) {
    if (isNxZaloError(error)) throw error;
    if (caller?.aborted) throw caller.reason;
    const sent = handedOver && wasSent(error);
    // A transport that was aborted says so in words of its own; the signal knows why.
    const isTimeout = limit?.reason === timedOut;
    throw transportError(error, { sent, isTimeout, repeatable: operation.repeatable, known });
  }
}

const wasSent = (error: unknown): boolean => (error as { sent?: unknown } | null)?.sent !== false;
