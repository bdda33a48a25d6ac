import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIsoTime } from "./iso-time.ts";

describe("a time in ISO 8601", () => {
  it.each([
    ["2026-01-31T08:00:00Z", "2026-01-31T08:00:00.000Z"],
    ["2026-01-31T08:00Z", "2026-01-31T08:00:00.000Z"],
    ["2026-01-31T08:00:00.25+07:00", "2026-01-31T01:00:00.250Z"],
    ["2024-02-29T00:00:00-05:30", "2024-02-29T05:30:00.000Z"],
  ])("%s is %s", (text, iso) => expect(parseIsoTime(text)?.toISOString()).toBe(iso));

  it.each([
    "2023-02-29T08:00:00Z",
    "2026-04-31T08:00:00+07:00",
    "2026-01-31T24:00:00Z",
    "2026-01-31T08:60:00Z",
    "2026-01-31T08:00:00+25:00",
    "2026-01-31T08:00:00",
    "2026-01-31T08:00.5Z",
    "2026-01-31",
    "31/01/2026",
    "",
  ])("%s is none", (text) => expect(parseIsoTime(text)).toBeUndefined());

  it("is read as it was written, whatever its zone", () => {
    const zone = fc.tuple(fc.constantFrom("+", "-"), fc.integer({ min: 0, max: 14 }), fc.constantFrom(0, 30, 45));
    const date = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(date, zone, (at, [sign, hours, minutes]) => {
        const offsetMs = (sign === "+" ? 1 : -1) * (hours * 60 + minutes) * 60_000;
        const local = new Date(at.getTime() + offsetMs).toISOString().slice(0, -1);
        const suffix = `${sign}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
        fc.pre(local.length === 23);
        expect(parseIsoTime(local + suffix)?.getTime()).toBe(at.getTime());
      }),
    );
  });
});
