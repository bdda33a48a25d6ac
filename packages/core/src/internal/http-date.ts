const time = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)";
const month = "(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const weekday = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";

/** IMF-fixdate, and the two obsolete forms that a recipient has to take: RFC 850's and asctime's. Built once it is needed. */
const forms = () => [
  new RegExp(`^${weekday}, (?<day>\\d\\d) ${month} (?<year>\\d{4}) ${time} GMT$`),
  new RegExp(`^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\\d\\d)-${month}-(?<year>\\d\\d) ${time} GMT$`),
  new RegExp(`^${weekday} ${month} (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})$`),
];

const months = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** A year of two digits is never more than 50 years ahead. */
function wholeYear(digits: string, now: number): number {
  if (digits.length === 4) return Number(digits);
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + Number(digits);
  return year > thisYear + 50 ? year - 100 : year;
}

/**
 * Milliseconds since the epoch of an HTTP date, or `undefined` where the text is none. Each runtime's own `Date.parse` takes more than
 * that, and not the same.
 *
 * Source: RFC 9110, section 5.6.7.
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  for (const form of forms()) {
    const parts = form.exec(text)?.groups;
    if (!parts) continue;
    const { year = "", month: name = "", day, hour, minute, second } = parts;
    const date = new Date(Date.UTC(wholeYear(year, now), months.indexOf(name) / 3, Number(day)));
    const isReal =
      date.getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60;
    return isReal ? date.getTime() + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000 : undefined;
  }
  return undefined;
}
