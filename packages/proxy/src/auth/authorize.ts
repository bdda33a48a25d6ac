import type { EnvRecord } from "@nxzalo/core";
import { isNxZaloError } from "@nxzalo/core/errors";
import { memoize } from "@nxzalo/core/internal";
import type { ProxyRequest } from "../http.ts";
import { credentialsMissing, scopeMissing, tokenRefused } from "../problems.ts";
import { readBearer } from "./bearer.ts";
import { hasSessionCookie } from "./session-cookie.ts";
import type { SlowWrongKey } from "./wrong-keys.ts";

/**
 * What a caller may do: `send` (create and check journeys, send messages), `tokens` (see journey tokens), `read` (look up, search; phones
 * are masked), `people` (see whole phones where `read` looks one record up, which the audit records), `admin` (delete, search the audit).
 */
export const scopes = ["send", "tokens", "read", "people", "admin"] as const;

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
  /** The session that they are signed in by. Left out: a key, or a token, speaks for them. */
  readonly session?: { readonly name: string; readonly role: string; readonly expiresAt: Date } | undefined;
}

/**
 * Decides who calls; `null` where no caller is known by these headers (401), or a ProxyError `unauthorized` whose `cause` says to the log
 * why. `operation` is the route's, such as `initJourneyToken`; `env` a Worker's bindings. `reportFault` is for what the operator has to
 * hear of although the request goes on: the proxy hands it to `onFault`.
 */
export interface Authorize {
  (request: {
    readonly headers: { get(name: string): string | null };
    readonly operation: string;
    readonly env: unknown;
    readonly reportFault?: ((error: unknown) => void) | undefined;
  }): Caller | null | Promise<Caller | null>;
  /**
   * Whether a caller of its own has this name, which no person is invited by then. Left out: it is not known, or such names have a `:`, as those of
   * JWTs have.
   */
  readonly hasCaller?: ((name: string, env: unknown) => boolean) | undefined;
}

/** Why no authoriser took the headers for its own. */
function unknownCaller(headers: ProxyRequest["headers"]): Error {
  if (readBearer(headers) !== undefined) return tokenRefused("the key or token is not known");
  const isPresent = headers.get("authorization") !== null;
  return credentialsMissing(isPresent ? "the authorization header is not Bearer and a token" : "no credentials came");
}

/**
 * Has a refusal of credentials wait; one without any is no guess.
 *
 * @throws ProxyError `rate_limited` in place of a refusal that cannot wait.
 */
export async function slowRefusal(error: unknown, { headers, address }: ProxyRequest, slowWrongKey: SlowWrongKey) {
  const isGuess = headers.get("authorization") !== null || hasSessionCookie(headers);
  if (isUnauthorized(error) && isGuess) await slowWrongKey(address);
  return error;
}

/** @throws ProxyError `unauthorized`; what `authorize` throws. */
export async function identify(
  authorize: Authorize,
  { headers, env }: ProxyRequest,
  operation: string,
  reportFault: (error: unknown) => void,
): Promise<Caller> {
  const caller = await authorize({ headers, operation, env, reportFault });
  if (!caller) throw unknownCaller(headers);
  return caller;
}

/** @throws ProxyError `forbidden` where a caller lacks the scope. */
export function requireScope({ scopes: given }: Caller, scope: Scope): void {
  if (!given.includes(scope)) throw scopeMissing(scope, `the caller's scopes: ${given.join(" ") || "none at all"}`);
}

const isUnauthorized = (error: unknown): boolean => isNxZaloError(error) && error.code === "unauthorized";

/**
 * Admits the callers whom one of the given authorisers admits, asked in order. Where all refuse, the reason is the last one's that gave
 * one. What one of them throws besides `unauthorized` ends the asking.
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
export function anyOf(...authorizers: readonly Authorize[]): Authorize {
  const authorize: Authorize = async (request) => {
    let refusal: unknown;
    for (const one of authorizers) {
      try {
        const caller = await one(request);
        if (caller) return caller;
      } catch (error) {
        if (!isUnauthorized(error)) throw error;
        refusal = error;
      }
    }
    if (refusal !== undefined) throw refusal;
    return null;
  };
  const hasCaller = (name: string, env: unknown) => authorizers.some((one) => one.hasCaller?.(name, env));
  return Object.assign(authorize, { hasCaller });
}

/** An authoriser that is created from a Worker's bindings when the first request comes, and kept as long as they are. */
export function authorizeFromEnv(create: (record: EnvRecord) => Authorize): Authorize {
  const authorizerFor = memoize(create);
  return (request) => authorizerFor((request.env ?? {}) as object)(request);
}
