import { type Algorithm, type Hash, nobleHash } from "./hash.ts";

/** What identifies an account at NXCLOUD. The secret itself never travels. */
export interface Credentials {
  /** Names the account; it travels with every request. */
  readonly accessKey: string;
  /** Signs; visible ASCII without spaces or line ends around it. */
  readonly accessSecret: string;
  /** While the secret is rotated: tried once where NXCLOUD refuses the signature (1003). */
  readonly previousAccessSecret?: string | undefined;
}

/** What is signed, without the secret. */
export interface CanonicalInput {
  /** As sent in the `accessKey` header. */
  readonly accessKey: string;
  /** `mt` for every Zalo call. */
  readonly action: string;
  /** `9` for every Zalo call. */
  readonly bizType: string;
  /** Milliseconds since the epoch, as sent in the `ts` header. */
  readonly ts: string | number;
  /** The exact text of the body; left out or empty when there is none. */
  readonly body?: string | undefined;
}

/** What {@link sign} takes. */
export interface SignInput extends CanonicalInput {
  /** Appended to what is hashed; it is never sent. */
  readonly accessSecret: string;
  /** Default: `md5`. */
  readonly algorithm?: Algorithm | undefined;
}

/**
 * The string that is hashed, without the secret that {@link sign} appends. Print it to debug a code 1003; it holds the body, so
 * mind the phone number in it.
 *
 * Source: NXCLOUD, *API Interface Invocation Convention*.
 *
 * @example
 * ```ts
 * import { canonicalString } from "@nxzalo/core";
 *
 * canonicalString({ accessKey: "k", action: "mt", bizType: "9", ts: "1655710885431", body: "{}" });
 * // "accessKey=k&action=mt&bizType=9&ts=1655710885431&body={}"
 * ```
 */
export function canonicalString({ accessKey, action, bizType, ts, body }: CanonicalInput): string {
  const headers = `accessKey=${accessKey}&action=${action}&bizType=${bizType}&ts=${ts}`;
  return body ? `${headers}&body=${body}` : headers;
}

/**
 * NXCLOUD's request signature: lowercase hex, synchronous, in any runtime. Send the very text that was signed as the body.
 *
 * Source: NXCLOUD, *API Interface Invocation Convention* and *signature parameters and tools*.
 *
 * @param hash another implementation of the two hashes; the default is pure JavaScript.
 * @example
 * ```ts
 * import { sign } from "@nxzalo/core";
 *
 * sign({
 *   accessKey: "fme2na3kdi3ki",
 *   accessSecret: "abciiiko2k3",
 *   action: "send",
 *   bizType: "1",
 *   ts: "1655710885431",
 *   body: '{"id":10001,"name":"牛小信"}',
 * }); // "7750759da06333f20d0640be09355e34"
 * ```
 */
export function sign(input: SignInput, hash: Hash = nobleHash): string {
  return hash(input.algorithm ?? "md5", `${canonicalString(input)}&accessSecret=${input.accessSecret}`);
}
