import * as z from "@nxzalo/core/internal/zod";
import { drWebhookSchema } from "@nxzalo/core/schemas";
import { type SandboxCredentials, sandboxAppKeys, sandboxCredentials } from "./account.ts";

/** Options of `createSandbox`. */
export interface SandboxOptions {
  /** Default: the documented ones. */
  readonly credentials?: SandboxCredentials | undefined;
  /** Default: the documented ones. */
  readonly appKeys?: readonly string[] | undefined;
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Where receipts go whose message names no `drWebhook`. Default: nowhere, and none are made. */
  readonly webhook?: string | undefined;
  /** Signs receipts by NXCLOUD's convention for requests. Default: no, since no signature of receipts is documented. */
  readonly signReceipts?: boolean | undefined;
  /** How long the taker of a receipt may take to answer. Default: 10,000. */
  readonly receiptTimeoutMs?: number | undefined;
}

/** Options with every default filled in. */
export interface SandboxSettings {
  readonly credentials: SandboxCredentials;
  readonly appKeys: readonly string[];
  readonly now: () => number;
  readonly webhook: string | undefined;
  readonly signReceipts: boolean;
  readonly receiptTimeoutMs: number;
}

/** @throws TypeError where the webhook is no URL that NXCLOUD would take. */
export function resolveOptions(options: SandboxOptions): SandboxSettings {
  const { credentials = sandboxCredentials, appKeys = sandboxAppKeys, now = Date.now } = options;
  const { webhook, signReceipts = false, receiptTimeoutMs = 10_000 } = options;
  if (webhook !== undefined && !z.safeParse(drWebhookSchema, webhook).success) {
    throw new TypeError("webhook must be an http(s) URL of at most 256 characters");
  }
  return { credentials, appKeys, now, webhook, signReceipts, receiptTimeoutMs };
}
