import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarOf, dayAfter, isDay } from "./calendar.ts";

const hourMs = 3_600_000;
const quarterMs = hourMs / 4;
/** With and without daylight saving, at midnight and at other hours, ahead and behind, by halves and quarters of an hour. */
const zones = [
  "Asia/Ho_Chi_Minh",
  "Asia/Shanghai",
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Havana",
  "America/Santiago",
  "America/Nuuk",
  "Africa/Cairo",
  "Asia/Beirut",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "+08:00",
  "-09:30",
  "+14:00",
];

/** What a clock on the wall shows, by each of its parts: another way than the calendar's. */
function wallDay(at: number, zone: string): string {
  const offset = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (offset) {
    const shift = Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000;
    return new Date(at + shift).toISOString().slice(0, 10);
  }
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short" }).formatToParts(at);
  const read = (type: string) => parts.find((part) => part.type === type)?.value;
  return `${read("year")}-${read("month")}-${read("day")}`;
}

/** Quarter by quarter from two days before: slow, and beyond doubt. */
function slowStart(day: string, zone: string): number {
  let at = Date.parse(day) - 48 * hourMs;
  while (wallDay(at, zone) < day) at += quarterMs;
  return at;
}

const days = fc
  .date({ min: new Date("2015-01-01"), max: new Date("2035-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("a calendar", () => {
  it("begins each day where a slow search finds its first quarter hour, in every zone", () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (day, zone) => {
        expect(calendarOf(zone)?.startOf(day)).toBe(slowStart(day, zone));
      }),
    );
  });

  it("puts each time into one day, which begins before it and ends after it", () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2015), max: Date.UTC(2035) }), fc.constantFrom(...zones), (at, zone) => {
        const calendar = calendarOf(zone);
        const day = calendar?.dayOf(at) ?? "";
        expect(isDay(day)).toBe(true);
        expect(calendar?.startOf(day)).toBeLessThanOrEqual(at);
        expect(calendar?.startOf(dayAfter(day))).toBeGreaterThan(at);
      }),
    );
  });

  it.each([
    // Clocks go forward at midnight: the day begins at one o'clock.
    ["Africa/Cairo", "2025-04-25", "2025-04-24T22:00:00Z"],
    // They go back at one o'clock, and midnight comes twice: the first one counts.
    ["America/Havana", "2025-11-02", "2025-11-02T04:00:00Z"],
    // They go back at midnight: an hour of the day before is repeated.
    ["America/Santiago", "2025-04-06", "2025-04-06T04:00:00Z"],
    ["Asia/Ho_Chi_Minh", "2026-11-01", "2026-10-31T17:00:00Z"],
    ["+08:00", "2026-11-01", "2026-10-31T16:00:00Z"],
  ])("of %s begins %s at %s", (zone, day, start) => {
    expect(new Date(calendarOf(zone)?.startOf(day) ?? 0)).toEqual(new Date(start));
  });

  it.each(["", "Mars/Olympus", "+8", "+08:07", "+15:00", "08:00", "constructor", "../etc/passwd", "A".repeat(99)])(
    "of %j is none",
    (zone) => expect(calendarOf(zone)).toBeUndefined(),
  );
});

describe("a day", () => {
  it.each(["2026-11-30", "2024-02-29", "1999-12-31"])("is %s", (text) => expect(isDay(text)).toBe(true));
  it.each(["2026-11-31", "2026-02-29", "2026-1-1", "20261130", "2026-11-30T00:00:00Z", "0026-11-30", ""])(
    "is not %j",
    (text) => expect(isDay(text)).toBe(false),
  );
});
