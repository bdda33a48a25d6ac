import { daysOf } from "@nxzalo/core/schemas";
import type { OperationContext } from "./operation.ts";
import { Refusal } from "./refusal.ts";
import { readToken, type TokenClaims } from "./token.ts";

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
