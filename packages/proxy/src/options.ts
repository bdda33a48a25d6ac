import type { NxZalo } from "@nxzalo/core";
import type { JourneyService } from "@nxzalo/core/journeys";
import type { Authorize } from "./auth/authorize.ts";
import type { ReceiptOptions } from "./receipts/receive.ts";

/** Counts one call of a caller, by name, and tells how long they have to wait. */
export type RateLimit = (call: {
  readonly caller: string;
  readonly env: unknown;
}) => number | undefined | Promise<number | undefined>;

/** Options of `createProxy`. */
export interface ProxyOptions {
  readonly client: NxZalo;
  readonly authorize: Authorize;
  /** Application keys by the names that callers use. */
  readonly apps?: Readonly<Record<string, string>> | undefined;
  readonly defaultCountryCode?: string | undefined;
  /** Exact origins, or `*`. Default: none. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Milliseconds that a caller has to wait because they ask too often; 0 or nothing where they need not. Default: no limit. */
  readonly rateLimit?: RateLimit | undefined;
  /** Remembers journeys, messages and receipts. Default: a `reference` and an `Idempotency-Key` are let go. */
  readonly journeys?: JourneyService | undefined;
  /** Takes receipts at `/v1/receipts/:key`. Default: that route does not exist. */
  readonly receipts?: ReceiptOptions | undefined;
  /** Where the proxy can be reached from outside; messages without a webhook are then sent with the receipts' URL. */
  readonly publicUrl?: string | undefined;
  /** Hosts that a caller's own `drWebhook` may name. Default: none. */
  readonly drWebhookHosts?: readonly string[] | undefined;
  /** The document at `/openapi.json`. Default: that route does not exist. */
  readonly openApi?: object | undefined;
  /** What `/readyz` answers. Default: always ready. A proxy that is not ready takes no calls. */
  readonly isReady?: (() => boolean) | undefined;
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** UUIDs for `x-request-id`. Default: `crypto.randomUUID`. */
  readonly newId?: (() => string) | undefined;
  /** Told of bugs, of a broken configuration, and of what the proxy itself leans on, such as a JWT issuer's key set. */
  readonly onFault?: ((error: unknown, requestId: string) => void) | undefined;
}
