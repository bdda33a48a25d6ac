import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultQuietHours, neverQuiet, parseQuietHours } from "./quiet-hours.ts";

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const at = (text: string) => Date.parse(text);

/** Zones whose clocks are set on and back, by an hour and by half of one, north and south, and one whose are not. */
const zones = [
  "Asia/Ho_Chi_Minh",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Pacific/Chatham",
];

function clockOf(timeZone: string) {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short", hourCycle: "h23" });
  return (time: number) => {
    const [hours, minutes] = format.format(time).split(":").map(Number);
    return (hours ?? 0) * 60 + (minutes ?? 0);
  };
}

const toText = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

describe("quiet hours", () => {
  it("begin at their first minute, on the same day or the next", () => {
    const hours = parseQuietHours(defaultQuietHours);
    const ten = at("2026-11-28T22:00:00+07:00");
    expect(hours?.begin(2, ten - 1)).toBe(ten);
    expect(hours?.begin(3, at("2026-11-28T07:00:00+07:00"))).toBe(ten);
    expect(hours?.begin(2, ten)).toBeUndefined();
    expect(hours?.begin(1, ten - 1)).toBeUndefined();
  });

  it("hold tags 2 and 3 from 22:00 to 07:00 in Vietnam, and no other", () => {
    const hours = parseQuietHours(defaultQuietHours);
    for (const tag of [2, 3]) {
      expect(hours?.until(tag, at("2026-11-28T22:00:00+07:00"))).toBe(at("2026-11-29T07:00:00+07:00"));
      expect(hours?.until(tag, at("2026-11-29T06:59:59.999+07:00"))).toBe(at("2026-11-29T07:00:00+07:00"));
      expect(hours?.until(tag, at("2026-11-28T21:59:59.999+07:00"))).toBeUndefined();
      expect(hours?.until(tag, at("2026-11-29T07:00:00+07:00"))).toBeUndefined();
    }
    for (const tag of [1, undefined]) expect(hours?.until(tag, at("2026-11-28T23:00:00+07:00"))).toBeUndefined();
  });

  it.each([
    "",
    "on",
    "1=22:00-07:00",
    "2=22:00-22:00",
    "2=24:00-07:00",
    "2=22-7",
    "2=22:00-07:00@Mars/Base",
    "2=22:00-07:00@",
    "2=22:00-07:00,2=01:00-02:00",
    "2=22:00-07:00,",
    "2=22:00-07:00@Asia/Ho_Chi_Minh@x",
  ])("%j are none", (text) => expect(parseQuietHours(text)).toBeNull());

  it("off hold nothing; a tag that is not named is not held", () => {
    const night = at("2026-11-28T23:00:00+07:00");
    expect(parseQuietHours("off")).toBe(neverQuiet);
    expect(neverQuiet.until(2, night)).toBeUndefined();
    expect(parseQuietHours("2=21:00-08:00, 3=21:00-06:00")?.until(3, night)).toBe(at("2026-11-29T06:00:00+07:00"));
    expect(parseQuietHours("3=21:00-08:00")?.until(2, night)).toBeUndefined();
    expect(parseQuietHours("3=21:00-08:00@Asia/Saigon")?.until(3, night)).toBe(at("2026-11-29T08:00:00+07:00"));
  });

  it("end where the clock is set over their end, and come again where it is set back into them", () => {
    const gap = parseQuietHours("2=01:00-02:30@Europe/Berlin");
    expect(gap?.until(2, at("2026-03-29T01:59:00+01:00"))).toBe(at("2026-03-29T03:00:00+02:00"));
    const overlap = parseQuietHours("2=22:00-02:30@Europe/Berlin");
    expect(overlap?.until(2, at("2026-10-25T01:00:00+02:00"))).toBe(at("2026-10-25T02:30:00+02:00"));
    expect(overlap?.until(2, at("2026-10-25T02:45:00+02:00"))).toBeUndefined();
    expect(overlap?.until(2, at("2026-10-25T02:10:00+01:00"))).toBe(at("2026-10-25T02:30:00+01:00"));
  });

  it("end at the first moment whose time of day is outside of them, in any zone, also where its clocks are changed", () => {
    const changes = ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01"].map(at);
    const times = fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -dayMs, max: 2 * dayMs }))
      .map(([day, offset]) => day + offset);
    const minutes = fc.nat({ max: 1_439 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, minutes, times, (zone, from, until, time) => {
        fc.pre(from !== until);
        const clock = clockOf(zone);
        const isQuiet = (one: number) => {
          const shown = clock(one);
          return from < until ? shown >= from && shown < until : shown >= from || shown < until;
        };
        const hours = parseQuietHours(`2=${toText(from)}-${toText(until)}@${zone}`);
        const end = hours?.until(2, time);
        if (end === undefined) {
          expect(isQuiet(time)).toBe(false);
          return;
        }
        expect([isQuiet(time), isQuiet(end), isQuiet(end - 1)]).toEqual([true, false, true]);
        for (let one = time; one < end; one += 7 * minuteMs) expect(isQuiet(one)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
