import type { Around, Receipt, Work } from "@nxzalo/core";
import {
  configError,
  hrefOf,
  runAlone,
  safeCause,
  secureUrlValidator,
  timedOut,
  toNativeSignal,
  unknownOptions,
  type Validator,
  withTimeout,
} from "@nxzalo/core/internal";
import { bytesToHex, sha256, utf8ToBytes } from "@nxzalo/core/internal/hashes";
import type { BudgetReached } from "@nxzalo/core/journeys";
import { dependencyFailed } from "../problems.ts";
import type { OnReceipt } from "./receive.ts";
import { createWebhookSigner } from "./webhook-signature.ts";

/** Where receipts are posted on to. */
export interface ForwardOptions {
  /** An https URL. */
  readonly url: string;
  /** `whsec_` and base64, or any text: the key of the signature. */
  readonly secret: string;
  /** Default: the runtime's own. */
  readonly fetch?: ForwardFetch | undefined;
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Milliseconds for one delivery. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
  /** Put around each delivery, which has the headers that it gives. Default: nothing. */
  readonly around?: Around | undefined;
}

/** The part of `fetch` that is used. */
export type ForwardFetch = (
  url: string,
  // biome-ignore lint/suspicious/noExplicitAny: each runtime declares its own AbortSignal
  init: { method: "POST"; headers: Record<string, string>; body: string; redirect: "manual"; signal: any },
) => Promise<{ readonly status: number; readonly body?: { cancel(): Promise<void> } | null }>;

const optionNames: Readonly<Record<keyof ForwardOptions, 1>> = {
  url: 1,
  secret: 1,
  fetch: 1,
  now: 1,
  timeoutMs: 1,
  around: 1,
};

/** What `RECEIPTS_FORWARD_URL` may be. */
export const validateForwardUrl: Validator = secureUrlValidator("https://shop.example/zalo-receipts");

const notAccepted = (what: string, cause?: unknown) => dependencyFailed(`RECEIPTS_FORWARD_URL ${what}`, cause);

/** The same for every copy of a receipt, so that the receiver can tell duplicates. */
const createWebhookId = ({ eventId, raw }: Receipt) =>
  `rcpt_${bytesToHex(sha256(utf8ToBytes(eventId ?? JSON.stringify(raw)))).slice(0, 32)}`;

/** What is posted: the same id for every copy of it. */
interface Posted {
  readonly id: string;
  readonly type: string;
  readonly data: object;
}

/** @throws ConfigError for an option that does not exist, and for a URL that is not https. */
function createPost(options: ForwardOptions) {
  const issues = unknownOptions(options, Object.keys(optionNames));
  const wrong = validateForwardUrl(options.url);
  if (wrong) issues.push({ path: ["url"], ...wrong });
  if (issues.length > 0) throw configError(issues);
  const url = hrefOf(options.url);
  const { now = Date.now, timeoutMs = 10_000 } = options;
  const sign = createWebhookSigner(options.secret);
  return async ({ id, type, data }: Posted, work: Work | undefined): Promise<void> => {
    const at = now();
    const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
    const post = options.fetch ?? (fetch as unknown as ForwardFetch);
    const { status, body: unread } = await withTimeout({ timeoutMs }, (signal) =>
      post(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...sign({ id, at, body }), ...work?.headers() },
        body,
        redirect: "manual",
        signal: toNativeSignal(signal),
      }),
    ).catch((reason: unknown) => {
      throw reason === timedOut
        ? notAccepted("did not answer in time")
        : notAccepted("could not be reached", safeCause(reason));
    });
    work?.set({ "http.response.status_code": status });
    // Left unread, it would hold the connection.
    await unread?.cancel().catch(() => {});
    if (status < 200 || status > 299) throw notAccepted(`answered ${status}`);
  };
}

/** The path may hold a secret. */
const factsOf = (url: string) => ({ "http.request.method": "POST", "url.full": `${new URL(url).origin}/` });

/**
 * Posts each receipt on, signed as Standard Webhooks 1.0 say (`webhook-id`, `webhook-timestamp`, `webhook-signature`). The body is
 * `{ type: "receipt.<status>", timestamp, data }` with the parsed receipt as data, and the `messageId`, `journeyId` and `reference` of
 * what it is about, where that is stored. The phone's index is left out: it means nothing without the store's keys. A response of 2xx is its acceptance; anything else rejects, so that NXCLOUD sends the receipt again.
 *
 * The returned function rejects with ProxyError `unavailable` where the receipt was not accepted.
 *
 * @throws ConfigError for an option that does not exist, and for a URL that is not https.
 * @example
 * ```ts
 * import { forwardReceipts } from "@nxzalo/proxy";
 *
 * const onReceipt = forwardReceipts({ url: "https://shop.example/zalo", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" });
 * ```
 */
export function forwardReceipts(options: ForwardOptions): OnReceipt {
  const post = createPost(options);
  const { around = runAlone } = options;
  const facts = factsOf(options.url);
  return (receipt, { verified, messageId, journeyId, reference }) => {
    // A receipt that names a journey keeps its own id where none is stored.
    const data = { ...receipt, verified, messageId, ...(journeyId !== undefined && { journeyId }), reference };
    const posted = { id: createWebhookId(receipt), type: `receipt.${receipt.status}`, data };
    return around("forward receipt", { ...facts, "nxzalo.receipt.status": receipt.status }, (work) =>
      post(posted, work),
    );
  };
}

/**
 * Posts on, as `forwardReceipts` does, that a month's costs have reached 80 or 100 % of its budget: `{ type: "budget.reached", timestamp,
 * data }`.
 *
 * The returned function rejects with ProxyError `unavailable` where it was not accepted.
 *
 * @throws ConfigError for an option that does not exist, and for a URL that is not https.
 */
export function forwardBudget(options: ForwardOptions): (reached: BudgetReached) => Promise<void> {
  const post = createPost(options);
  const { around = runAlone } = options;
  const facts = factsOf(options.url);
  return (data) => {
    const id = `budget_${data.month}_${data.percent}`;
    return around("forward budget", facts, (work) => post({ id, type: "budget.reached", data }, work));
  };
}
