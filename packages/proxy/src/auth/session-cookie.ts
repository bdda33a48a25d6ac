import type { ProxyRequest } from "../http.ts";
import { isLoopbackHost } from "./own-page.ts";

type Headers = ProxyRequest["headers"];

const secretPattern = /^[0-9a-f]{64}$/;

/** Whether a session's cookie came, of this instance or of another. */
export const hasSessionCookie = (headers: Headers): boolean => headers.get("cookie")?.includes("nxzalo-") === true;

/** Over plain http no browser takes a cookie that is `Secure`; without TLS only this machine itself is served. */
function isPlainLoopback(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (origin !== null && origin !== "null")
    return origin.startsWith("http://") && isLoopbackHost(origin.slice("http://".length));
  return headers.get("x-forwarded-proto") !== "https" && isLoopbackHost(headers.get("host") ?? "");
}

/** With `__Host-` a browser takes it over https alone, and from no other host of the same domain. */
const nameOf = (storeId: string, isPlain: boolean) => `${isPlain ? "" : "__Host-"}nxzalo-${storeId}`;

/** The secret in the cookie of this instance. */
export function readSessionCookie(headers: Headers, storeId: string): string | undefined {
  const isPlain = isLoopbackHost(headers.get("host") ?? "");
  const names = [nameOf(storeId, false), ...(isPlain ? [nameOf(storeId, true)] : [])];
  for (const pair of (headers.get("cookie") ?? "").split(/; */)) {
    const [name = "", value = ""] = pair.split("=");
    if (names.includes(name) && secretPattern.test(value)) return value;
  }
  return undefined;
}

/** The header that sets the cookie, or with an empty secret deletes it. */
export function writeSessionCookie(headers: Headers, storeId: string, secret: string, maxAgeMs: number): string {
  const isPlain = isPlainLoopback(headers);
  const maxAge = Math.floor(Math.max(maxAgeMs, 0) / 1_000);
  const rules = `Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${isPlain ? "" : "; Secure"}`;
  return `${nameOf(storeId, isPlain)}=${secret}; ${rules}`;
}
