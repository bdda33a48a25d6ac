import * as z from "zod/mini";
import { complaint } from "../internal/validate.ts";

const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** A day that exists, such as `2026-11-30`. */
export const daySchema = () =>
  z.string().check(z.refine(isDay, complaint("day_wrong", "must be a day that exists, such as 2026-11-30")));

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** The name of a time zone that this machine knows, such as `Asia/Ho_Chi_Minh`. */
export const timeZoneSchema = () =>
  z
    .string()
    .check(z.refine(isTimeZone, complaint("time_zone_unknown", "must name a time zone, such as Asia/Ho_Chi_Minh")));
