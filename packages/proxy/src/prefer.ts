/** That a request's `Prefer` (RFC 7240) asks for an answer before the work is done. */
export const prefersAsync = (headers: { get(name: string): string | null }): true | undefined =>
  (headers.get("prefer") ?? "").split(",").some((part) => /^\s*respond-async\s*(;|$)/i.test(part)) || undefined;
