import * as z from "@nxzalo/core/internal/zod";
import { drWebhookSchema } from "@nxzalo/core/schemas";
import { checkOptions, isWholeUpTo, longestTimer, type OptionRule } from "./check-options.ts";

/** An account of the sandbox: made up, public, and valid in the sandbox alone. */
export interface SandboxCredentials {
  /** Sent with each request, in the header `accessKey`. */
  readonly accessKey: string;
  /** Signs requests and authenticates tokens; it is never sent. */
  readonly accessSecret: string;
}

/** The default credentials: `sandbox-access-key` and `sandbox-access-secret`. */
export const sandboxCredentials: SandboxCredentials = {
  accessKey: "sandbox-access-key",
  accessSecret: "sandbox-access-secret",
};

/** The default applications: `sandbox-app` and `sandbox-app-2`; the first is `sandbox.appKey`. */
export const sandboxAppKeys: readonly string[] = ["sandbox-app", "sandbox-app-2"];

/** The Zalo official account that every message comes from: beyond 2^53, as in NXCLOUD's samples. */
export const sandboxOaId = "3524031234561237819";

/** The Zalo application behind an app key: beyond 2^53 too, and one for each. */
export const appIdOf = (appKeys: readonly string[], appKey: string): string =>
  String(3310112345645180048n + BigInt(Math.max(0, appKeys.indexOf(appKey))));

/** Options of `createSandbox`. An option that does not exist is refused by name. */
export interface SandboxOptions {
  /** The account whose requests are accepted. Default: {@link sandboxCredentials}. */
  readonly credentials?: SandboxCredentials | undefined;
  /** The app keys that exist; the first is the default application. Default: {@link sandboxAppKeys}. */
  readonly appKeys?: readonly string[] | undefined;
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /**
   * Where receipts go whose message names no `drWebhook`: an http(s) URL of at most 256 characters. Default: none; then such messages
   * have no receipts.
   */
  readonly webhook?: string | undefined;
  /** Signs receipts by NXCLOUD's convention for requests. Default: no, since no signature of receipts is documented. */
  readonly signReceipts?: boolean | undefined;
  /** Milliseconds that a webhook may take to answer a receipt. Default: 10,000. */
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

const isName = (value: unknown) => typeof value === "string" && value !== "";

const rules: Readonly<Record<keyof SandboxOptions, OptionRule>> = {
  credentials: [
    (value) => isName(Object(value).accessKey) && isName(Object(value).accessSecret),
    'such as { accessKey: "sandbox-access-key", accessSecret: "sandbox-access-secret" }',
  ],
  appKeys: [
    (value) => Array.isArray(value) && value.length > 0 && value.every(isName),
    "a list of app keys, one at least",
  ],
  now: [(value) => typeof value === "function", "a function"],
  webhook: [(value) => z.safeParse(drWebhookSchema(), value).success, "an http(s) URL of at most 256 characters"],
  signReceipts: [(value) => typeof value === "boolean", "true or false"],
  receiptTimeoutMs: [/* @__PURE__ */ isWholeUpTo(longestTimer), `whole milliseconds up to ${longestTimer}`],
};

/** @throws TypeError for an option that does not exist or cannot work. */
export function resolveOptions(options: SandboxOptions): SandboxSettings {
  checkOptions(options, rules);
  const { credentials = sandboxCredentials, appKeys = sandboxAppKeys, now = Date.now } = options;
  const { webhook, signReceipts = false, receiptTimeoutMs = 10_000 } = options;
  return { credentials, appKeys, now, webhook, signReceipts, receiptTimeoutMs };
}
