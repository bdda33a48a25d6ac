import type { RateLimit } from "@nxzalo/proxy";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Lets each caller through `limit` times a minute, counted in this process. */
export function perMinute(limit: number): RateLimit {
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
