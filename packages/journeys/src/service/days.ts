import { type Calendar, calendarOf, dayAfter } from "@nxzalo/core/internal";

/** Where neither a caller nor a setting says otherwise. */
export const defaultTimeZone = "Asia/Ho_Chi_Minh";

/** The calendar of a time zone that was checked before. */
function toCalendar(timeZone: string): Calendar {
  const calendar = calendarOf(timeZone);
  if (!calendar) throw new Error("a time zone was not checked");
  return calendar;
}

/** When a day such as `2026-11-30` begins in a time zone: its first moment, also where the clock is changed at midnight. */
export const startOfDay = (day: string, timeZone: string): number => toCalendar(timeZone).startOf(day);

/** When a day is over: where the next one begins. */
export const endOfDay = (day: string, timeZone: string): number => startOfDay(dayAfter(day), timeZone);
