import type { ProxyRequest } from "./http.ts";

/** Whether a request's `Prefer` (RFC 7240) names a preference. */
const prefers = (headers: ProxyRequest["headers"], preference: RegExp): boolean =>
  (headers.get("prefer") ?? "").split(",").some((part) => preference.test(part));

/** That a request asks for an answer before the work is done. */
export const prefersAsync = (headers: ProxyRequest["headers"]): true | undefined =>
  prefers(headers, /^\s*respond-async\s*(;|$)/i) || undefined;

/** That a request asks for masked phones, also where the caller may see whole ones. */
export const prefersMasked = (headers: ProxyRequest["headers"]): boolean => prefers(headers, /^\s*masked\s*(;|$)/i);
