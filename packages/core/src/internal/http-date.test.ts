import fc from "fast-check";
import { expect, it } from "vitest";
import { parseHttpDate } from "./http-date.ts";

const now = Date.UTC(2026, 0, 31);

it.each(["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])(
  "reads RFC 9110's own example %j",
  (text) => expect(parseHttpDate(text, now)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37)),
);

it.each([
  ["Friday, 31-Jan-76 00:00:00 GMT", 2076],
  ["Monday, 31-Jan-77 00:00:00 GMT", 1977],
])("the year of two digits in %j is at most 50 years ahead", (text, year) =>
  expect(new Date(parseHttpDate(text, now) ?? 0).getUTCFullYear()).toBe(year),
);

it.each([
  "",
  "soon",
  "1994",
  "2026-01-31T08:00:00Z",
  "Sun, 6 Nov 1994 08:49:37 GMT",
  "Sun, 06 Nov 1994 08:49:37",
  "Sun, 06 Nov 1994 08:49:37 +0700",
  "Sun, 06 nov 1994 08:49:37 GMT",
  "Sat, 31 Jan 26 08:00:00 GMT",
  "Fri, 31 Jan 2026 08:00:00 GMT",
  "Sun,  6 Nov 1994 08:49:37 GMT",
  "Mon, 31 Feb 2026 08:00:00 GMT",
  "Sat, 31 Jan 2026 24:00:00 GMT",
  "Sat, 31 Jan 2026 08:60:00 GMT",
  "Sat, 31 Jan 2026 08:00:00 GMT, Sat, 31 Jan 2026 08:00:00 GMT",
])("%j is no HTTP date", (text) => expect(parseHttpDate(text, now)).toBeUndefined());

it("reads every date that a runtime writes", () =>
  fc.assert(
    fc.property(fc.date({ min: new Date("1970-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }), (date) => {
      expect(parseHttpDate(date.toUTCString(), now)).toBe(Math.floor(date.getTime() / 1_000) * 1_000);
    }),
  ));
