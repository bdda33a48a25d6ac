import { parseHttpDate } from "../internal/http-date.ts";

/**
 * Milliseconds that a `Retry-After` header asks to wait: a number of seconds in digits, or an HTTP date; 0 for a date in the past.
 * Anything else (`2.5`, `-1`, two values in one) says nothing.
 *
 * Source: RFC 9110, section 10.2.3.
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number.isSafeInteger(Number(text)) ? Number(text) * 1_000 : undefined;
  const at = parseHttpDate(text, now);
  return at === undefined ? undefined : Math.max(0, at - now);
}
