import { expect, it } from "vitest";
import { readRetryAfter } from "./retry-after.ts";

const now = Date.UTC(2026, 0, 31, 8, 0, 0);

it.each([
  ["0", 0],
  ["7", 7_000],
  [" 120 ", 120_000],
  ["Sat, 31 Jan 2026 08:00:30 GMT", 30_000],
  ["Saturday, 31-Jan-26 08:00:30 GMT", 30_000],
  ["Sat Jan 31 08:00:30 2026", 30_000],
  ["Sat, 31 Jan 2026 07:00:00 GMT", 0],
])("reads %j", (header, waitMs) => expect(readRetryAfter(header, now)).toBe(waitMs));

it.each([null, "", "2.5", "3, 3", "10, 20", "-1", "+1", "1e3", "0x10", "soon", "2026-01-31", "9".repeat(400)])(
  "%j says nothing",
  (header) => expect(readRetryAfter(header, now)).toBeUndefined(),
);
