/** A year of two digits is never more than 50 years ahead. */
function wholeYear(digits: string, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + Number(digits);
  return year > thisYear + 50 ? year - 100 : year;
}

/**
 * Milliseconds since the epoch of an HTTP date: an IMF-fixdate, or one of the two obsolete forms that a recipient has to take (RFC 850's
 * and asctime's). `undefined` where the text is none: each runtime's own `Date.parse` takes more than that, and not the same.
 *
 * Source: RFC 9110, section 5.6.7.
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  const [, weekday, day, month, year = "", time] =
    /^(\w{3})[a-z]*day, (\d\d)-(\w{3})-(\d\d) (\S+ GMT)$/.exec(text) ?? [];
  const fixdate = weekday
    ? `${weekday}, ${day} ${month} ${wholeYear(year, now)} ${time}`
    : text
        .replace(/^(\w{3}) (\w{3}) {2}(\d )/, "$1 $2 0$3")
        .replace(/^(\w{3}) (\w{3}) (\d\d) (\S+) (\d{4})$/, "$1, $3 $2 $5 $4 GMT");
  const date = new Date(fixdate);
  // `toUTCString` writes an IMF-fixdate: what it does not write the same way is none, or no day that there is.
  return !Number.isNaN(date.getTime()) && date.toUTCString() === fixdate ? date.getTime() : undefined;
}
