import type { Work } from "../internal/around.ts";
import { toNativeSignal, withTimeout } from "../internal/with-timeout.ts";
import type { WebhookMessage } from "../signature/webhook.ts";
import { readRetryAfter } from "./retry-after.ts";

/** The part of `fetch` by which webhooks are posted. */
export type WebhookFetch = (
  url: string,
  // biome-ignore lint/suspicious/noExplicitAny: each runtime declares its own AbortSignal
  init: { method: "POST"; headers: Record<string, string>; body: string; redirect: "manual"; signal: any },
) => Promise<{
  readonly status: number;
  readonly headers?: { get(name: string): string | null };
  readonly body?: { cancel(): Promise<void> } | null;
}>;

/** Where a webhook is posted, and how. */
export interface WebhookTarget {
  readonly url: string;
  readonly sign: (message: WebhookMessage) => Readonly<Record<string, string>>;
  /** Default: the runtime's own. */
  readonly fetch?: WebhookFetch | undefined;
  readonly timeoutMs: number;
}

/** What a receiver answered. */
export interface WebhookAnswer {
  readonly status: number;
  /** Milliseconds that it asks to wait; absent where it asks for nothing. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * Posts one message, signed, and follows no redirect. Any status is an answer.
 *
 * @throws `timedOut`; whatever `fetch` throws.
 */
export async function postWebhook(
  { url, sign, fetch: given, timeoutMs }: WebhookTarget,
  message: WebhookMessage,
  work?: Work | undefined,
): Promise<WebhookAnswer> {
  const post = given ?? (fetch as unknown as WebhookFetch);
  const headers = { "content-type": "application/json", ...sign(message), ...work?.headers() };
  const {
    status,
    headers: answered,
    body,
  } = await withTimeout({ timeoutMs }, (signal) =>
    post(url, { method: "POST", headers, body: message.body, redirect: "manual", signal: toNativeSignal(signal) }),
  );
  work?.set({ "http.response.status_code": status });
  // Left unread, it would hold the connection.
  await body?.cancel().catch(() => {});
  return { status, retryAfterMs: readRetryAfter(answered?.get("retry-after") ?? null, message.at) };
}
