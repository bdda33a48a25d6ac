/** Where Zalo's messages are sent, and whose days count. */
export const vietnam = "Asia/Ho_Chi_Minh";

/** A time as people in Vietnam read it: `2026-11-28 14:30:05`. */
export function formatTime(time: Date | undefined): string {
  if (time === undefined || Number.isNaN(time.getTime())) return "";
  return new Intl.DateTimeFormat("sv-SE", { timeZone: vietnam, dateStyle: "short", timeStyle: "medium" }).format(time);
}

/** The day in Vietnam: `2026-11-28`. */
export const dayInVietnam = (time: Date): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: vietnam, dateStyle: "short" }).format(time);
