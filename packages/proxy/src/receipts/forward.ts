import type { Around, Work } from "@nxzalo/core";
import {
  configError,
  createWebhookSigner,
  hrefOf,
  type OptionRules,
  optionIssues,
  postWebhook,
  runAlone,
  safeCause,
  timedOut,
  toReceiptEventId,
  type Validator,
  validateForwardUrl,
  validateFunction,
  validateTexts,
  validateWebhookSecret,
  type WebhookFetch,
  wholeNumberValidator,
} from "@nxzalo/core/internal";
import { dependencyFailed } from "../problems.ts";
import type { OnReceipt } from "./receive.ts";

/** Where receipts are posted on to. */
export interface ForwardOptions {
  /** An https URL. */
  readonly url: string;
  /** `whsec_` and base64, or any text: the key of the signature; two while one is rotated, newest first. */
  readonly secret: string | readonly string[];
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
export type ForwardFetch = WebhookFetch;

const validateSecrets: Validator = (secret) => {
  const secrets = [secret].flat();
  return validateTexts(secrets) ?? (secrets.length === 0 ? validateWebhookSecret("") : undefined);
};

const rules: OptionRules<ForwardOptions> = {
  url: validateForwardUrl,
  secret: validateSecrets,
  fetch: validateFunction,
  now: validateFunction,
  timeoutMs: /* @__PURE__ */ wholeNumberValidator(1, 2_147_483_647),
  around: validateFunction,
};

const notAccepted = (what: string, cause?: unknown) => dependencyFailed(`RECEIPTS_FORWARD_URL ${what}`, cause);

/** What is posted: the same id for every copy of it. */
interface Posted {
  readonly id: string;
  readonly type: string;
  readonly data: object;
}

/** @throws ConfigError for an option that is missing, does not exist or cannot work. */
function createPost(options: ForwardOptions) {
  const issues = optionIssues(options, rules, { required: ["url", "secret"] });
  if (issues.length > 0) throw configError(issues);
  const { now = Date.now, timeoutMs = 10_000, fetch } = options;
  const target = { url: hrefOf(options.url), sign: createWebhookSigner(options.secret), fetch, timeoutMs };
  return async ({ id, type, data }: Posted, work: Work | undefined): Promise<void> => {
    const at = now();
    const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
    const { status } = await postWebhook(target, { id, at, body }, work).catch((reason: unknown) => {
      throw reason === timedOut
        ? notAccepted("did not answer in time")
        : notAccepted("could not be reached", safeCause(reason));
    });
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
 * @throws ConfigError for an option that is missing, does not exist or cannot work, such as a URL that is not https.
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
    const posted = { id: toReceiptEventId(receipt), type: `receipt.${receipt.status}`, data };
    return around("forward receipt", { ...facts, "nxzalo.receipt.status": receipt.status }, (work) =>
      post(posted, work),
    );
  };
}
