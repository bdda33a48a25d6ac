import * as z from "zod/mini";
import { calendarOf, isDay } from "../internal/calendar.ts";
import { complaint } from "../internal/validate.ts";

/** A day that exists, such as `2026-11-30`. */
export const daySchema = () =>
  z.string().check(z.refine(isDay, complaint("day_wrong", "must be a day that exists, such as 2026-11-30")));

/** Whose days are meant: the name of a time zone, or an offset. */
export const timeZoneSchema = () =>
  z
    .string()
    .check(
      z.refine(
        (text) => calendarOf(text) !== undefined,
        complaint("time_zone_unknown", "must be a time zone such as Asia/Ho_Chi_Minh or +08:00"),
      ),
    );
