import type { TokenType } from "@nxzalo/core";
import { concatBytes, hmac, sha256, utf8ToBytes } from "@nxzalo/core/internal/hashes";
import { daysOf } from "@nxzalo/core/schemas";
import { type OperationContext, Refusal } from "./operation.ts";

/** What a sandbox token says of itself. */
export interface TokenClaims {
  readonly journeyId: string;
  readonly appKey: string;
  readonly phone: string;
  readonly tokenType: TokenType;
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly createdAt: number;
}

/** 160 bytes of claims and 32 of authentication are 256 characters of base64url, as in NXCLOUD's sample. */
const claimBytes = 160;

const toBase64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));

const authenticator = (secret: string, claims: Uint8Array) => hmac(sha256, utf8ToBytes(`token:${secret}`), claims);

/** Makes a token that any sandbox with the same secret can read. */
export function issueToken(secret: string, { journeyId, appKey, phone, tokenType, createdAt }: TokenClaims): string {
  const text = JSON.stringify([journeyId, appKey, phone, tokenType, createdAt]).padEnd(claimBytes);
  const claims = utf8ToBytes(text);
  return toBase64Url(concatBytes(claims, authenticator(secret, claims)));
}

/** What a token says, or `undefined` where this sandbox's secret did not make it. */
export function readToken(secret: string, token: string): TokenClaims | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(token) || token.length % 4 === 1) return undefined;
  const bytes = fromBase64Url(token);
  const claims = bytes.subarray(0, -32);
  if (toBase64Url(authenticator(secret, claims)) !== toBase64Url(bytes.subarray(-32))) return undefined;
  const [journeyId, appKey, phone, tokenType, createdAt] = JSON.parse(new TextDecoder().decode(claims));
  return { journeyId, appKey, phone, tokenType, createdAt };
}

const dayMs = 86_400_000;

/** What a token says, and until when it lives. */
export interface LiveToken extends TokenClaims {
  readonly expiresAt: number;
}

/**
 * Opens a token of an application that is not over yet.
 *
 * @throws Refusal 9000: which code NXCLOUD answers is not documented.
 */
export function openToken(token: string, appKey: string, { accessSecret, clock }: OperationContext): LiveToken {
  const claims = readToken(accessSecret, token);
  if (claims?.appKey !== appKey) throw new Refusal(9000);
  const expiresAt = claims.createdAt + daysOf(claims.tokenType) * dayMs;
  if (clock >= expiresAt) throw new Refusal(9000);
  return { ...claims, expiresAt };
}
