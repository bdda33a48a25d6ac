import { type Authorize, anyOf, bearerKeys, type RateLimit } from "@nxzalo/proxy";
import { jwtBearer } from "@nxzalo/proxy/jwt";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { GatewayConfig } from "./config.ts";

/** Who may call: the holders of API keys and, where it is configured, of JWTs. */
export const authorizeBy = ({ apiKeys, jwt }: Pick<GatewayConfig, "apiKeys" | "jwt">): Authorize =>
  jwt ? anyOf(bearerKeys(apiKeys), jwtBearer(jwt)) : bearerKeys(apiKeys);

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
