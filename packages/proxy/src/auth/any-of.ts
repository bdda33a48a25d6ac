import type { Authorize } from "./authorize.ts";

/**
 * Admits whoever one of the given authorisers admits, asked in order. What one of them throws ends the asking.
 *
 * @example
 * ```ts
 * import { jwtBearer } from "@nxzalo/proxy/jwt";
 * import { anyOf, bearerKeys, proxyConfigFromEnv } from "@nxzalo/proxy";
 *
 * const { apiKeys } = proxyConfigFromEnv({ GATEWAY_API_KEYS: "shop:0123456789abcdef0123" });
 * const issuer = "https://id.shop.example";
 * const authorize = anyOf(bearerKeys(apiKeys), jwtBearer({ jwksUrl: `${issuer}/keys`, issuer, audience: ["zalo"] }));
 * ```
 */
export const anyOf =
  (...authorizers: readonly Authorize[]): Authorize =>
  async (request) => {
    for (const authorize of authorizers) {
      const caller = await authorize(request);
      if (caller) return caller;
    }
    return null;
  };
