/**
 * Milliseconds that a `Retry-After` header asks to wait, by core's rule: a number of seconds in digits, or an HTTP date; 0 for one in the
 * past. Anything else says nothing. Of HTTP dates, the one form that is still written is enough here.
 */
export function readRetryAfter(header: string | null): number | undefined {
  const text = header ?? "";
  if (/^\d{1,15}$/.test(text)) return Number(text) * 1000;
  const ms = Date.parse(text);
  return ms >= 0 && new Date(ms).toUTCString() === text ? Math.max(0, ms - Date.now()) : undefined;
}
