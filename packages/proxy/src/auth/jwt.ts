/**
 * Callers by JSON Web Token (RFC 7519), verified against the issuer's key set. An entry of its own, so that a proxy that takes
 * only bearer keys does not carry it.
 *
 * @module
 */
import type { EnvRecord } from "@nxzalo/core";
import type { ProxyError } from "@nxzalo/core/errors";
import { readEnv } from "@nxzalo/core/internal";
import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { dependencyFailed } from "../problems.ts";
import { readBearer } from "./api-keys.ts";
import { type Authorize, authorizeFromEnv } from "./authorize.ts";
import { assertJwtSettings, type JwtSettings, readJwtSettings } from "./jwt-config.ts";
import { type Claims, readCaller } from "./jwt-scopes.ts";

export { type JwtSettings, readJwtSettings } from "./jwt-config.ts";

/** Signatures that only the issuer can make: a shared secret (HS256) or none at all would let others in. */
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
const clockToleranceSeconds = 30;
const keySetTimeoutMs = 5_000;

/** What is wrong with the token itself; anything else is the key set's fault. */
const tokenFaults: ReadonlySet<unknown> = new Set([
  "ERR_JWT_CLAIM_VALIDATION_FAILED",
  "ERR_JWT_EXPIRED",
  "ERR_JWT_INVALID",
  "ERR_JWS_INVALID",
  "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
  "ERR_JOSE_ALG_NOT_ALLOWED",
  "ERR_JOSE_NOT_SUPPORTED",
  "ERR_JWKS_NO_MATCHING_KEY",
]);

/** Where tokens stand: `authorization`, and the header that Cloudflare Access adds to what it lets through. */
function readTokens(headers: { get(name: string): string | null }): string[] {
  const presented = [readBearer(headers), headers.get("cf-access-jwt-assertion")];
  return presented.filter((token) => typeof token === "string" && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) as string[];
}

function keySetUnavailable(cause: unknown): ProxyError {
  const name = cause instanceof errors.JOSEError ? cause.code : "no connection";
  return dependencyFailed(`The token cannot be checked now: the issuer's keys could not be read (${name})`, cause);
}

/**
 * Admits callers by JWT: signed by a key of the set, from the issuer, for one of the audiences, not expired (30 seconds of clock
 * difference are allowed). What they may do comes from one claim. Callers are named `jwt:<sub>`.
 *
 * The authoriser throws ProxyError `unavailable` where the key set cannot be read.
 *
 * @throws ConfigError where the key set's URL, the issuer or the audience is missing or malformed.
 *
 * @example
 * ```ts
 * import { jwtBearer } from "@nxzalo/proxy/jwt";
 *
 * const authorize = jwtBearer({
 *   jwksUrl: "https://team.cloudflareaccess.com/cdn-cgi/access/certs",
 *   issuer: "https://team.cloudflareaccess.com",
 *   audience: ["the application's AUD tag"],
 *   scopesClaim: "custom.groups",
 *   scopesMap: { dispatchers: ["send", "tokens"] },
 * });
 * ```
 */
export function jwtBearer(settings: JwtSettings): Authorize {
  assertJwtSettings(settings);
  const keySet = createRemoteJWKSet(new URL(settings.jwksUrl), { timeoutDuration: keySetTimeoutMs });
  const { issuer, audience } = settings;
  const options = {
    issuer,
    audience: [...audience],
    algorithms,
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ["exp"],
  };

  /** The claims of a good token, or `null`. */
  async function verify(token: string): Promise<Claims | null> {
    try {
      return (await jwtVerify(token, keySet, options)).payload;
    } catch (error) {
      // Without a `kid`, each key that might have signed it is tried.
      if (error instanceof errors.JWKSMultipleMatchingKeys) {
        for await (const key of error) {
          const result = await jwtVerify(token, key, options).catch(() => undefined);
          if (result) return result.payload;
        }
        return null;
      }
      if (tokenFaults.has((error as { code?: unknown }).code)) return null;
      throw keySetUnavailable(error);
    }
  }

  return async ({ headers }) => {
    for (const token of readTokens(headers)) {
      const claims = await verify(token);
      if (claims) return readCaller(claims, settings);
    }
    return null;
  };
}

/**
 * Admits callers by the `JWT_*` variables of a Worker's bindings, read when a request comes.
 *
 * The authoriser throws ConfigError where they are missing or malformed, ProxyError `unavailable` where the key set cannot be read.
 *
 * @example
 * ```ts
 * import { anyOf, bearerKeysFromEnv } from "@nxzalo/proxy";
 * import { jwtFromEnv } from "@nxzalo/proxy/jwt";
 * import { createEdgeProxy } from "@nxzalo/edge";
 *
 * export default createEdgeProxy({ authorize: anyOf(bearerKeysFromEnv(), jwtFromEnv()) });
 * ```
 */
export const jwtFromEnv = (): Authorize => authorizeFromEnv((record) => jwtBearer(requiredSettings(record)));

const requiredSettings = (record: EnvRecord): JwtSettings =>
  readEnv(record, (env) => {
    const settings = readJwtSettings(env);
    if (!settings) env.complain("JWT_JWKS_URL", { code: "required", message: "is missing" });
    return settings as JwtSettings;
  });
