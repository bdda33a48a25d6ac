import { nobleHash } from "@nxzalo/core/internal";
import { type Caller, isScope, type Scope } from "./authorize.ts";
import type { JwtSettings } from "./jwt-config.ts";

/** What a verified token says. */
export type Claims = Readonly<Record<string, unknown>>;

const getField = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** A claim by its name, which may itself hold dots (`https://shop.example/roles`), else by its path (`custom.groups`). */
const readClaim = (claims: Claims, name: string): unknown =>
  getField(claims, name) ?? name.split(".").reduce<unknown>(getField, claims);

/** A text stands for itself, as a role may hold spaces; only a claim of scopes is a list of words (RFC 8693). */
function readValues(claim: unknown, name: string): string[] {
  if (typeof claim === "string") return /^(scope|scp)$/.test(name) ? claim.split(/\s+/) : [claim];
  return Array.isArray(claim) ? claim.filter((entry) => typeof entry === "string") : [];
}

function readScopes(claims: Claims, { scopesClaim = "scope", scopesMap }: JwtSettings): Scope[] {
  const granted = readValues(readClaim(claims, scopesClaim), scopesClaim).flatMap((value): readonly Scope[] => {
    if (scopesMap) return Object.hasOwn(scopesMap, value) ? (scopesMap[value] ?? []) : [];
    return isScope(value) ? [value] : [];
  });
  return [...new Set(granted)];
}

/**
 * Names show in logs: one that could be a phone number, or break a line, is replaced by its fingerprint. That tells callers apart;
 * it is no encryption.
 */
function readName(claims: Claims): string | undefined {
  // Cloudflare Access names a service token in `common_name` and leaves `sub` empty.
  const candidates = ["sub", "common_name", "client_id", "azp"].map((name) => getField(claims, name));
  const name = candidates.find((candidate) => typeof candidate === "string" && candidate !== "") as string | undefined;
  if (name === undefined) return undefined;
  const isPlain = /^[A-Za-z0-9._|@-]{1,64}$/.test(name) && !/\d{8}/.test(name.replace(/[._|@-]/g, ""));
  return `jwt:${isPlain ? name : `#${nobleHash("sha256", name).slice(0, 16)}`}`;
}

/** Who a verified token is for and what it allows; `null` where it names no one. */
export function readCaller(claims: Claims, settings: JwtSettings): Caller | null {
  const caller = readName(claims);
  return caller === undefined ? null : { caller, scopes: readScopes(claims, settings) };
}
