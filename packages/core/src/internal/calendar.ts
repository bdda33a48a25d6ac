const minuteMs = 60_000;
/** No zone of today differs from UTC by a part of it. */
const quarterMs = 15 * minuteMs;
const hourMs = 60 * minuteMs;

/** The days of a time zone. */
export interface Calendar {
  /** The day of a time, such as `2026-11-30`. */
  dayOf(at: number): string;
  /** When a day begins, also one that begins at another hour than midnight. */
  startOf(day: string): number;
}

/** Days at a fixed distance from UTC. */
const atOffset = (offsetMs: number): Calendar => ({
  dayOf: (at) => new Date(at + offsetMs).toISOString().slice(0, 10),
  startOf: (day) => Date.parse(day) - offsetMs,
});

function inZone(timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const dayOf = (at: number) => {
    const [month, day, year] = format.format(at).split("/");
    return `${year}-${month}-${day}`;
  };
  return {
    dayOf,
    startOf: (day) => {
      // A zone is at most 14 hours before UTC and 12 behind; one that moved across the date line had a day less.
      let before = Date.parse(day) - 15 * hourMs;
      let after = before + 55 * hourMs;
      while (after - before > quarterMs) {
        const middle = before + Math.floor((after - before) / quarterMs / 2) * quarterMs;
        if (dayOf(middle) < day) before = middle;
        else after = middle;
      }
      return after;
    },
  };
}

/** The calendar of a time zone: of a name such as `Asia/Ho_Chi_Minh`, or an offset such as `+08:00`; `undefined` where it is none. */
export function calendarOf(timeZone: string): Calendar | undefined {
  const [, sign, hours, minutes] = /^([+-])(0\d|1[0-4]):(00|15|30|45)$/.exec(timeZone) ?? [];
  if (sign !== undefined) return atOffset((sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs);
  try {
    return /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(timeZone) ? inZone(timeZone) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a text is a day that exists, such as `2026-11-30`. */
export function isDay(text: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The day after a day. */
export const dayAfter = (day: string): string => new Date(Date.parse(day) + 24 * hourMs).toISOString().slice(0, 10);
