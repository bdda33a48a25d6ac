import { isNxZaloError } from "@nxzalo/core/errors";
import { errors } from "jose";
import { dependencyFailed, tokenRefused } from "../problems.ts";

/** Why a token is refused, by jose's code, or by the claim and what is wrong with it. Nothing of a token is quoted. */
const reasons: Readonly<Record<string, string>> = {
  ERR_JWS_INVALID: "the token is neither a well-formed JSON Web Token nor a known key",
  ERR_JWT_INVALID: "the token is not a well-formed JSON Web Token",
  ERR_JOSE_ALG_NOT_ALLOWED: "the algorithm (alg) of the token is not accepted",
  ERR_JOSE_NOT_SUPPORTED: "the token needs an extension (crit) that is not known",
  ERR_JWKS_NO_MATCHING_KEY: "no key has the kid and the alg of the token",
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "the signature of the token was not made by the expected key",
  ERR_JWT_EXPIRED: "the token has expired (exp)",
  "iss missing": "the token names no issuer (iss)",
  "iss check_failed": "the token is of another issuer (iss)",
  "aud missing": "the token names no audience (aud)",
  "aud check_failed": "the token is for another audience (aud)",
  "exp missing": "the token has no end (exp)",
  "exp invalid": "the end of the token (exp) is not a number of seconds",
  "nbf invalid": "the beginning of the token (nbf) is not a number of seconds",
  "iat invalid": "the time of the token (iat) is not a number of seconds",
  "nbf check_failed": "the token is not valid yet (nbf)",
};

const reasonOf = (error: unknown): string | undefined => {
  const { code, claim, reason } = error as { readonly [field in "code" | "claim" | "reason"]?: unknown };
  return reasons[code === "ERR_JWT_CLAIM_VALIDATION_FAILED" ? `${claim} ${reason}` : String(code)];
};

/** A token with a good signature that says of no one that they call. */
export const namelessToken = () => tokenRefused("the token names no one (sub)");

/** A token that none of several keys has signed. */
export const badSignature = () => toRefusal(new errors.JWSSignatureVerificationFailed());

/**
 * What the proxy says where a token was not verified. What is no fault of the token's is the keys': the operator hears of it. jose's own
 * errors go no further, since they carry the token's claims.
 */
export function toRefusal(error: unknown): Error {
  if (isNxZaloError(error)) return error;
  const reason = reasonOf(error);
  if (reason !== undefined) return tokenRefused(reason);
  return dependencyFailed("The token cannot be checked now: a key of the issuer's cannot be used", error);
}
