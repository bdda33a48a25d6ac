import {
  type Complaint,
  configError,
  type EnvReader,
  parseList,
  unknownOptions,
  type Validator,
  validateKeySetUrl,
} from "@nxzalo/core/internal";
import { isScope, type Scope, scopes } from "./authorize.ts";
import { validatePublicKey } from "./public-key.ts";
import { isRole, roleNames, roles } from "./roles.ts";

/** Whose tokens are believed, and what they allow. Needs either `jwksUrl` or `publicKey`. */
export interface JwtSettings {
  /** `JWT_JWKS_URL`: the issuer's key set, such as `https://team.cloudflareaccess.com/cdn-cgi/access/certs`. */
  readonly jwksUrl?: string | undefined;
  /**
   * `JWT_PUBLIC_KEY`: in place of a key set, the public key itself, of RSA (2048 bits or more), EC or Ed25519. PEM, one key or several
   * one after another while one is rotated; or a JWK or a JWK set as JSON.
   */
  readonly publicKey?: string | undefined;
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
  parseList(String(value)).length > 0 ? undefined : { code: "required", message: "must name at least one audience" };

const notBoth = (other: string): Complaint => ({
  code: "field_conflict",
  message: `and ${other} exclude each other: set one of them`,
});

const settingNames: Readonly<Record<keyof JwtSettings, 1>> = {
  jwksUrl: 1,
  publicKey: 1,
  issuer: 1,
  audience: 1,
  scopesClaim: 1,
  scopesMap: 1,
};

/** @throws ConfigError where settings made in code are missing or malformed: without them, other people's tokens would be accepted. */
export function assertJwtSettings(settings: JwtSettings): void {
  const { jwksUrl, publicKey, issuer, audience } = settings;
  const complaints = {
    jwksUrl: publicKey === undefined ? validateKeySetUrl(jwksUrl) : undefined,
    publicKey:
      publicKey === undefined ? undefined : jwksUrl === undefined ? validatePublicKey(publicKey) : notBoth("jwksUrl"),
    issuer: validateText(issuer),
    audience: Array.isArray(audience)
      ? validateList(audience.join())
      : ({ code: "type_wrong", message: "must be a list of audiences" } as const),
  };
  const issues = [
    ...unknownOptions(settings, Object.keys(settingNames)),
    ...Object.entries(complaints).flatMap(([name, wrong]) => (wrong ? [{ path: [name], ...wrong }] : [])),
  ];
  if (issues.length > 0) throw configError(issues);
}

/** `value:scope+scope`; a value may hold colons itself. */
function readScopesMap(env: EnvReader): JwtSettings["scopesMap"] {
  const entries = parseList(env.optional("JWT_SCOPES_MAP", () => undefined)).map((entry) => {
    const colon = entry.lastIndexOf(":");
    return [
      entry.slice(0, Math.max(colon, 0)).trim(),
      entry
        .slice(colon + 1)
        .trim()
        .split("+")
        .flatMap((word): readonly string[] => (isRole(word) ? roles[word] : [word])),
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
    const message = `must be a list of value:scope+scope, of the scopes ${scopes.join(", ")} or the roles ${roleNames.join(", ")}`;
    env.complain("JWT_SCOPES_MAP", { code: "list_wrong", message });
  } else if (new Set(entries.map(([value]) => value)).size < entries.length) {
    env.complain("JWT_SCOPES_MAP", { code: "listed_twice", message: "names one value twice" });
  }
  return Object.fromEntries(entries) as Record<string, Scope[]>;
}

const names = ["JWT_JWKS_URL", "JWT_PUBLIC_KEY", "JWT_ISSUER", "JWT_AUDIENCE", "JWT_SCOPES_CLAIM", "JWT_SCOPES_MAP"];

/** Where the keys come from: one of the two. */
function readKeySource(env: EnvReader): Pick<JwtSettings, "jwksUrl" | "publicKey"> {
  const publicKey = env.optional("JWT_PUBLIC_KEY", () => undefined);
  if (publicKey === undefined) {
    return { jwksUrl: env.text("JWT_JWKS_URL", validateKeySetUrl, "is missing: set it, or JWT_PUBLIC_KEY") };
  }
  if (env.optional("JWT_JWKS_URL", () => undefined) !== undefined) {
    env.complain("JWT_PUBLIC_KEY", notBoth("JWT_JWKS_URL"));
  }
  return { publicKey: env.optional("JWT_PUBLIC_KEY", validatePublicKey) };
}

/**
 * Reads the `JWT_*` variables; `undefined` where none is set. With one of them set, `JWT_ISSUER`, `JWT_AUDIENCE` and either `JWT_JWKS_URL`
 * or `JWT_PUBLIC_KEY` are required: a token of another issuer, or for another application, is refused.
 */
export function readJwtSettings(env: EnvReader): JwtSettings | undefined {
  if (names.every((name) => env.optional(name, () => undefined) === undefined)) return undefined;
  return {
    ...readKeySource(env),
    issuer: env.text("JWT_ISSUER", validateText),
    audience: parseList(env.text("JWT_AUDIENCE", validateList)),
    scopesClaim: env.optional("JWT_SCOPES_CLAIM", validateText),
    scopesMap: readScopesMap(env),
  };
}
