import { configError, type EnvReader, listOf, type Validator, validateKeySetUrl } from "@nxzalo/core/internal";
import { isScope, type Scope, scopes } from "./authorize.ts";

/** Whose tokens are believed, and what they allow. */
export interface JwtSettings {
  /** `JWT_JWKS_URL`: the issuer's key set, such as `https://team.cloudflareaccess.com/cdn-cgi/access/certs`. */
  readonly jwksUrl: string;
  /** `JWT_ISSUER`: the exact `iss`. */
  readonly issuer: string;
  /** `JWT_AUDIENCE`: a token's `aud` must name one of these. */
  readonly audience: readonly string[];
  /** `JWT_SCOPES_CLAIM`: the claim that tells what a caller may do, dotted where it is nested. Default: `scope`. */
  readonly scopesClaim?: string | undefined;
  /** `JWT_SCOPES_MAP`: what each value of that claim allows. Default: the scopes' own names. */
  readonly scopesMap?: Readonly<Record<string, readonly Scope[]>> | undefined;
}

const validateText: Validator = (value) =>
  typeof value === "string" && /^\S+$/.test(value)
    ? undefined
    : { code: "spaces_not_allowed", message: "must be text without spaces" };
const validateList: Validator = (value) =>
  listOf(String(value)).length > 0 ? undefined : { code: "required", message: "must name at least one audience" };

/** @throws ConfigError where settings made in code are missing or malformed: without them, other people's tokens would be accepted. */
export function assertJwtSettings({ jwksUrl, issuer, audience }: JwtSettings): void {
  const complaints = {
    jwksUrl: validateKeySetUrl(jwksUrl),
    issuer: validateText(issuer),
    audience: Array.isArray(audience)
      ? validateList(audience.join())
      : ({ code: "type_wrong", message: "must be a list of audiences" } as const),
  };
  const issues = Object.entries(complaints).flatMap(([name, wrong]) => (wrong ? [{ path: [name], ...wrong }] : []));
  if (issues.length > 0) throw configError(issues);
}

/** `value:scope+scope`; a value may hold colons itself. */
function readScopesMap(env: EnvReader): JwtSettings["scopesMap"] {
  const entries = listOf(env.optional("JWT_SCOPES_MAP", () => undefined)).map((entry) => {
    const colon = entry.lastIndexOf(":");
    return [
      entry.slice(0, Math.max(colon, 0)).trim(),
      entry
        .slice(colon + 1)
        .trim()
        .split("+"),
    ] as const;
  });
  if (entries.length === 0) {
    if (env.optional("JWT_SCOPES_MAP", () => undefined)) {
      env.complain("JWT_SCOPES_MAP", { code: "empty", message: "lists nothing" });
    }
    return undefined;
  }
  const isGood = ([value, granted]: (typeof entries)[number]) => value !== "" && granted.every(isScope);
  if (!entries.every(isGood)) {
    const message = `must be a list of value:scope+scope, of the scopes ${scopes.join(", ")}`;
    env.complain("JWT_SCOPES_MAP", { code: "list_wrong", message });
  } else if (new Set(entries.map(([value]) => value)).size < entries.length) {
    env.complain("JWT_SCOPES_MAP", { code: "listed_twice", message: "names one value twice" });
  }
  return Object.fromEntries(entries) as Record<string, Scope[]>;
}

const names = ["JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE", "JWT_SCOPES_CLAIM", "JWT_SCOPES_MAP"];

/**
 * Reads the `JWT_*` variables; `undefined` where none is set. With one of them set, `JWT_JWKS_URL`, `JWT_ISSUER` and
 * `JWT_AUDIENCE` are required: a token of another issuer, or for another application, is refused.
 */
export function readJwtSettings(env: EnvReader): JwtSettings | undefined {
  if (names.every((name) => env.optional(name, () => undefined) === undefined)) return undefined;
  return {
    jwksUrl: env.text("JWT_JWKS_URL", validateKeySetUrl),
    issuer: env.text("JWT_ISSUER", validateText),
    audience: listOf(env.text("JWT_AUDIENCE", validateList)),
    scopesClaim: env.optional("JWT_SCOPES_CLAIM", validateText),
    scopesMap: readScopesMap(env),
  };
}
