import { hash } from "node:crypto";
import type { Hash } from "@nxzalo/core";
import { type Authorize, anyOf, bearerKeys, type RateLimit } from "@nxzalo/proxy";
import { jwtBearer } from "@nxzalo/proxy/jwt";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { GatewayConfig } from "./config.ts";

/** OpenSSL's: each request pays for the hash of the key that it presents. */
const nativeHash: Hash = (algorithm, text) => hash(algorithm, text, "hex");

/** Who may call: the holders of API keys and, where it is configured, of JWTs. */
export function authorizeBy({ apiKeys, jwt }: Pick<GatewayConfig, "apiKeys" | "jwt">): Authorize {
  const byKey = bearerKeys(apiKeys, nativeHash);
  return jwt ? anyOf(byKey, jwtBearer(jwt)) : byKey;
}

/** How often: each caller `limit` times a minute, counted in this process. No limit where it is left out. */
export function limitPerMinute(limit: number | undefined): RateLimit | undefined {
  if (limit === undefined) return undefined;
  const limiter = new RateLimiterMemory({ points: limit, duration: 60 });
  return ({ caller }) =>
    limiter.consume(caller).then(
      () => 0,
      (refusal: unknown) => {
        if (refusal instanceof RateLimiterRes) return Math.max(refusal.msBeforeNext, 1);
        throw refusal;
      },
    );
}
