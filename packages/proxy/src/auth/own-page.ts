import { isLoopback } from "@nxzalo/core/internal";
import type { ProxyRequest } from "../http.ts";
import { foreignPage } from "../problems.ts";

type Headers = ProxyRequest["headers"];

const readsOnly = (method: string) => method === "GET" || method === "HEAD";

const hostOf = (url: string): string | undefined => {
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
};

/** Whether a host, with its port or without, is this machine itself. */
export const isLoopbackHost = (host: string): boolean => isLoopback(host.toLowerCase().replace(/:\d+$/, ""));

/** Whether a browser says that a page of another origin made it ask; `undefined` where nothing tells. */
function isForeign(headers: Headers, publicUrl: string | undefined): boolean | undefined {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  if (origin === null) return undefined;
  const host = hostOf(origin);
  return host === undefined || (host !== headers.get("host") && host !== hostOf(publicUrl ?? ""));
}

/**
 * For whatever is sent along by a browser without its page's doing: a cookie, or what a proxy in front adds. A page of another origin must
 * not act by it, unless it is of a listed one.
 *
 * @throws ProxyError `forbidden`.
 */
export function refuseForeignPage({ method, headers }: ProxyRequest, corsOrigins: readonly string[]): void {
  if (readsOnly(method)) return;
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin") ?? "";
  if (site === null || site === "same-origin" || site === "none") return;
  if (!corsOrigins.includes("*") && !corsOrigins.includes(origin)) throw foreignPage();
}

/**
 * For sessions: only the console's own page acts by their cookie. What changes something says where it comes from, and sends what no form
 * can.
 *
 * @throws ProxyError `forbidden`.
 */
export function requireOwnPage({ method, headers }: ProxyRequest, publicUrl: string | undefined): void {
  const isOther = isForeign(headers, publicUrl);
  if (readsOnly(method) ? isOther === true : isOther !== false || headers.get("sec-fetch-site") === "none") {
    throw foreignPage();
  }
  if (method === "POST" && !/^application\/json\b/i.test(headers.get("content-type") ?? "")) throw foreignPage();
}

/**
 * For what begins and ends a session: a page of another origin must not sign its visitor in as someone else. Other programs may.
 *
 * @throws ProxyError `forbidden`.
 */
export function refuseOtherPage({ headers }: ProxyRequest, publicUrl: string | undefined): void {
  if (isForeign(headers, publicUrl)) throw foreignPage();
}
