/**
 * Callers by JSON Web Token (RFC 7519), verified against the issuer's key set. An entry of its own, so that a proxy that takes
 * only bearer keys does not carry it.
 *
 * @module
 */
import type { EnvRecord } from "@nxzalo/core";
import { isNxZaloError } from "@nxzalo/core/errors";
import { configError, type OptionRules, optionIssues, readEnv, validateFunction } from "@nxzalo/core/internal";
import { errors, type JWTVerifyGetKey, jwtVerify, UnsecuredJWT } from "jose";
import type { ProxyRequest } from "../http.ts";
import { type Authorize, authorizeFromEnv, type Caller } from "./authorize.ts";
import { readBearer } from "./bearer.ts";
import { assertJwtSettings, type JwtSettings, readJwtSettings } from "./jwt-config.ts";
import { type Claims, readCaller } from "./jwt-scopes.ts";
import { createKeySet } from "./key-set.ts";
import { createFixedKeys } from "./public-key.ts";
import { badSignature, namelessToken, toRefusal } from "./token-refusals.ts";

export { type JwtSettings, readJwtSettings } from "./jwt-config.ts";

/** Options of {@link jwtBearer}. */
export interface JwtOptions {
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
}

const rules: OptionRules<JwtOptions> = { now: validateFunction };

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
/** `{"alg":"none"}` */
const unsecuredHeader = "eyJhbGciOiJub25lIn0";

/** Where tokens stand: `authorization`, and the header that Cloudflare Access adds to what it lets through. */
const readTokens = (headers: ProxyRequest["headers"]): string[] =>
  [readBearer(headers), headers.get("cf-access-jwt-assertion")].filter((token) => typeof token === "string");

/** The claims of a token that one of several keys has signed: without a `kid`, each that might have is tried. */
async function verifyByAny(
  token: string,
  keys: errors.JWKSMultipleMatchingKeys,
  options: Parameters<typeof jwtVerify>[2],
): Promise<Claims> {
  for await (const key of keys) {
    const result = await jwtVerify(token, key, options).catch(() => undefined);
    if (result) return result.payload;
  }
  throw badSignature();
}

/**
 * Admits callers by JWT: signed by a key of the issuer's, from the issuer, for one of the audiences, not expired (30 seconds of clock
 * difference are allowed). What they may do comes from one claim. Callers are named `jwt:<sub>`.
 *
 * An issuer's key set is read within 5 seconds, at most 256 KiB of it, without following redirects; again after 10 minutes, and for a
 * token whose key is not among those that were read, at most once in 30 seconds. While the issuer cannot be asked, keys that were good
 * are used for 24 hours.
 *
 * The authoriser rejects with ProxyError `unauthorized` where a token is refused (its `cause` says why), and `unavailable` where the key
 * set cannot be read, or cannot be read again yet for a token's unknown key.
 *
 * @throws ConfigError where the key, the issuer or the audience is missing or malformed, and for a setting or an option that does not
 *   exist.
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
export function jwtBearer(settings: JwtSettings, options: JwtOptions = {}): Authorize {
  assertJwtSettings(settings);
  const issues = optionIssues(options, rules);
  if (issues.length > 0) throw configError(issues);
  const { now = Date.now } = options;
  const { issuer, audience, jwksUrl = "", publicKey } = settings;
  const findKey = publicKey === undefined ? createKeySet(jwksUrl, now) : createFixedKeys(publicKey);

  /** @throws ProxyError that says why the token is refused. */
  async function verify(token: string, reportFault: (error: unknown) => void): Promise<Claims> {
    const claimRules = {
      issuer,
      audience: [...audience],
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["exp"],
      currentDate: new Date(now()),
    };
    const rules = { ...claimRules, algorithms };
    const getKey: JWTVerifyGetKey = async (header, { payload }) => {
      // Before a key is looked for: what would be refused anyway makes no call to the issuer.
      UnsecuredJWT.decode(`${unsecuredHeader}.${payload}.`, claimRules);
      return findKey(header, reportFault);
    };
    try {
      return (await jwtVerify(token, getKey, rules)).payload;
    } catch (error) {
      if (error instanceof errors.JWKSMultipleMatchingKeys) return verifyByAny(token, error, rules);
      throw toRefusal(error);
    }
  }

  /** @throws ProxyError that says why the token admits no one. */
  async function identify(token: string, reportFault: (error: unknown) => void): Promise<Caller> {
    const caller = readCaller(await verify(token, reportFault), settings);
    if (!caller) throw namelessToken();
    return caller;
  }

  return async ({ headers, reportFault = () => {} }) => {
    let refusal: unknown;
    for (const token of readTokens(headers)) {
      try {
        return await identify(token, reportFault);
      } catch (error) {
        // That it may be good later is said rather than that another one is not.
        if (!isRetryable(refusal)) refusal = error;
      }
    }
    if (refusal !== undefined) throw refusal;
    return null;
  };
}

const isRetryable = (error: unknown) => isNxZaloError(error) && error.retryable;

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
