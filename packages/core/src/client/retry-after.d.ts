/**
 * Milliseconds that a `Retry-After` header asks to wait: a number of seconds in digits, or an HTTP date; 0 for a date in the past.
 * Anything else (`2.5`, `-1`, two values in one) says nothing.
 *
 * Source: RFC 9110, section 10.2.3.
 */
export declare function readRetryAfter(header: string | null, now: number): number | undefined;
