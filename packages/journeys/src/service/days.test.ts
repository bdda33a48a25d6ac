import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOfDay, startOfDay } from "./days.ts";

const iso = (at: number) => new Date(at).toISOString();

describe("a day in a time zone", () => {
  it.each([
    ["2026-11-30", "Asia/Ho_Chi_Minh", "2026-11-29T17:00:00.000Z", "2026-11-30T17:00:00.000Z"],
    ["2026-11-30", "Asia/Singapore", "2026-11-29T16:00:00.000Z", "2026-11-30T16:00:00.000Z"],
    ["2026-01-01", "America/New_York", "2026-01-01T05:00:00.000Z", "2026-01-02T05:00:00.000Z"],
    // 23 and 25 hours.
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
    // The clock goes on at midnight to 1:00, and at midnight back to 23:00.
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z", "2018-11-05T02:00:00.000Z"],
    ["2018-02-17", "America/Sao_Paulo", "2018-02-17T02:00:00.000Z", "2018-02-18T03:00:00.000Z"],
    ["2026-11-30", "+08:00", "2026-11-29T16:00:00.000Z", "2026-11-30T16:00:00.000Z"],
    ["2026-06-15", "Asia/Kathmandu", "2026-06-14T18:15:00.000Z", "2026-06-15T18:15:00.000Z"],
  ])("%s in %s", (day, timeZone, from, before) => {
    expect(iso(startOfDay(day, timeZone))).toBe(from);
    expect(iso(endOfDay(day, timeZone))).toBe(before);
  });

  it("has its date from its first moment to its last", () =>
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1990-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }),
        fc.constantFrom("Asia/Ho_Chi_Minh", "America/Havana", "Asia/Beirut", "Australia/Lord_Howe", "America/Asuncion"),
        (date, timeZone) => {
          const day = date.toISOString().slice(0, 10);
          const dateAt = (at: number) => new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone }).format(at);
          const [from, before] = [startOfDay(day, timeZone), endOfDay(day, timeZone)];
          expect([dateAt(from - 1) < day, dateAt(from), dateAt(before) > day]).toEqual([true, day, true]);
        },
      ),
    ));
});
