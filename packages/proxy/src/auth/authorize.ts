import type { EnvRecord } from "@nxzalo/core";
import { memoize } from "@nxzalo/core/internal";
import type { ProxyRequest } from "../http.ts";
import { forbidden, unauthorized } from "../problems.ts";

/**
 * What a caller may do: `send` (create and check journeys, send messages), `tokens` (see journey tokens), `read` (look up, search),
 * `admin` (delete).
 */
export const scopes = ["send", "tokens", "read", "admin"] as const;

/** One of {@link scopes}. */
export type Scope = (typeof scopes)[number];

export const isScope = (text: string): text is Scope => (scopes as readonly string[]).includes(text);

/** Who calls, and what they may do. */
export interface Caller {
  /** A name for logs, limits and idempotency keys. */
  readonly caller: string;
  /** What they may do. */
  readonly scopes: readonly Scope[];
  /** Names of the applications they may use (`default` is the default one). Left out: all of them. */
  readonly apps?: readonly string[] | undefined;
}

/**
 * Decides who calls; `null` where no caller is known by these headers (401). `operation` is the route's, such as `initJourneyToken`; `env`
 * a Worker's bindings.
 */
export type Authorize = (request: {
  readonly headers: { get(name: string): string | null };
  readonly operation: string;
  readonly env: unknown;
}) => Caller | null | Promise<Caller | null>;

/** @throws ProxyError `unauthorized` or `forbidden`; what `authorize` throws. */
export async function admit(
  authorize: Authorize,
  { headers, env }: ProxyRequest,
  { operation, scope }: { readonly operation: string; readonly scope: Scope },
): Promise<Caller> {
  const caller = await authorize({ headers, operation, env });
  if (!caller) throw unauthorized();
  if (!caller.scopes.includes(scope)) throw forbidden(`This needs the scope \`${scope}\``);
  return caller;
}

/**
 * Admits the callers whom one of the given authorisers admits, asked in order. What one of them throws ends the asking.
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

/** An authoriser that is created from a Worker's bindings when the first request comes, and kept as long as they are. */
export function authorizeFromEnv(create: (record: EnvRecord) => Authorize): Authorize {
  const authorizerFor = memoize(create);
  return (request) => authorizerFor((request.env ?? {}) as EnvRecord)(request);
}
