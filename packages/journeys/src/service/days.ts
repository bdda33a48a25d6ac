const dayMs = 86_400_000;
const secondMs = 1_000;

/** Where neither a caller nor a setting says otherwise. */
export const defaultTimeZone = "Asia/Ho_Chi_Minh";

const formats = new Map<string, Intl.DateTimeFormat>();

/** A zone's calendar and clock; making one costs more than using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const format = new Intl.DateTimeFormat("en-US", { ...parts, second: "2-digit", hourCycle: "h23", timeZone });
  formats.set(timeZone, format);
  return format;
}

/** What a zone's calendar and clock show at a time, as if they were UTC's. */
function localTime(at: number, timeZone: string): number {
  const shown = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<"year" | "month" | "day" | "hour" | "minute" | "second", number>;
  return Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second);
}

/** How far a zone's clock is ahead of UTC. */
const offsetAt = (at: number, timeZone: string) => localTime(at, timeZone) - Math.floor(at / secondMs) * secondMs;

/** When a day such as `2026-11-30` begins in a time zone: its first moment, also where the clock is changed at midnight. */
export function startOfDay(day: string, timeZone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const candidates = [midnight - dayMs, midnight + dayMs]
    .map((near) => midnight - offsetAt(near, timeZone))
    .sort((one, other) => one - other);
  return candidates.find((at) => localTime(at, timeZone) >= midnight) ?? midnight;
}

/** When a day is over: where the next one begins. */
export const endOfDay = (day: string, timeZone: string): number =>
  startOfDay(new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10), timeZone);
