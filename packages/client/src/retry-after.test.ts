import fc from "fast-check";
import { expect, it } from "vitest";
import { readRetryAfter as readAsCore } from "../../core/src/client/retry-after.ts";
import { readRetryAfter } from "./retry-after.ts";

it.each([
  ["0", 0],
  ["7", 7_000],
  ["Sat, 31 Jan 2015 07:00:00 GMT", 0],
])("reads %j", (header, waitMs) => expect(readRetryAfter(header)).toBe(waitMs));

it("waits for a date that is to come", () => {
  const waitMs = readRetryAfter(new Date(Date.now() + 60_000).toUTCString());
  expect(waitMs).toBeGreaterThan(50_000);
  expect(waitMs).toBeLessThanOrEqual(60_000);
});

it.each([
  null,
  "",
  "2.5",
  "3, 3",
  "-1",
  "1e3",
  "0x10",
  "soon",
  "2026-01-31",
  "Invalid Date",
  "Tue, 31 Feb 2026 08:00:00 GMT",
])("%j says nothing", (header) => expect(readRetryAfter(header)).toBeUndefined());

it("agrees with core on every number of seconds, every past date and every other text", () => {
  const pastDate = fc
    .date({ min: new Date(0), max: new Date("2020-01-01"), noInvalidDate: true })
    .map((date) => date.toUTCString());
  const header = fc.oneof(fc.nat().map(String), pastDate, fc.stringMatching(/^[-+.,0-9 xe]{0,12}$/), fc.string());
  fc.assert(
    fc.property(
      header.map((text) => text.trim()),
      (text) => {
        expect(readRetryAfter(text)).toBe(readAsCore(text, Date.now()));
      },
    ),
  );
});
