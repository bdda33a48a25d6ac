import type { ProxyRequest } from "./http.ts";

type Headers = Record<string, string>;

/** The CORS headers of a response; none for an origin that is not listed. */
export function corsHeaders(allowed: readonly string[], { headers }: ProxyRequest): Headers {
  if (allowed.length === 0) return {};
  const origin = headers.get("origin");
  const exact = origin !== null && allowed.includes(origin);
  const exposed = { "access-control-expose-headers": "Retry-After, Location, x-request-id" };
  // Credentials are for origins that are named, never for `*`.
  if (exact) {
    const credentials = { "access-control-allow-credentials": "true" };
    return { "access-control-allow-origin": origin, ...credentials, ...exposed, vary: "Origin" };
  }
  return origin !== null && allowed.includes("*")
    ? { "access-control-allow-origin": "*", ...exposed, vary: "Origin" }
    : { vary: "Origin" };
}

export const isPreflight = ({ method, headers }: ProxyRequest): boolean =>
  method === "OPTIONS" && headers.get("origin") !== null && headers.get("access-control-request-method") !== null;

/** The headers of a preflight besides {@link corsHeaders}. */
export const preflightHeaders = (methods: readonly string[]): Headers => ({
  "access-control-allow-methods": methods.join(", ") || "GET, POST",
  "access-control-allow-headers": "authorization, content-type, idempotency-key, prefer, traceparent, x-request-id",
  "access-control-max-age": "600",
});
