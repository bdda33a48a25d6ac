/** A day and an hour as a calendar and a clock on the wall show them. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made = formats.get(timeZone);
  if (made !== undefined) return made;
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn-hc-h23", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}

/** Whether it is the name of a time zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

const minuteMs = 60_000;

/** By how much the clocks of a zone are ahead of UTC. */
function offsetMinutesAt(at: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return Math.round((shown - Math.floor(at / 1_000) * 1_000) / minuteMs);
}

const pad = (value: number, digits = 2) => String(Math.abs(value)).padStart(digits, "0");

/** A local time of a zone, minutes later, in ISO 8601 with the zone's offset. Of an hour that the clocks show twice, the first. */
export function isoTimeIn(timeZone: string, local: LocalTime, laterMinutes = 0): string {
  const asUtc = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second);
  // The offset a day before is the one that holds until the clocks are changed.
  const before = asUtc - offsetMinutesAt(asUtc - 24 * 60 * minuteMs, timeZone) * minuteMs;
  const at = asUtc - offsetMinutesAt(before, timeZone) * minuteMs + laterMinutes * minuteMs;
  const offset = offsetMinutesAt(at, timeZone);
  const shown = new Date(at + offset * minuteMs).toISOString().slice(0, 19);
  return `${shown}${offset < 0 ? "-" : "+"}${pad(Math.trunc(offset / 60))}:${pad(offset % 60)}`;
}
