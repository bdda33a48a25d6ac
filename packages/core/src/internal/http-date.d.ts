/**
 * Milliseconds since the epoch of an HTTP date: an IMF-fixdate, or one of the two obsolete forms that a recipient has to take (RFC 850's
 * and asctime's). `undefined` where the text is none: each runtime's own `Date.parse` takes more than that, and not the same.
 *
 * Source: RFC 9110, section 5.6.7.
 */
export declare function parseHttpDate(text: string, now: number): number | undefined;
