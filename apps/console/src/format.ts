import type { Language } from "./preferences.ts";

/** Everything is told by the clock of Vietnam, wherever the browser stands. */
export const timeZone = "Asia/Ho_Chi_Minh";
const locales: Readonly<Record<Language, string>> = { vi: "vi-VN", en: "en-GB" };

const dayParts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });

/** The day in Vietnam, such as `2026-11-30`. */
export const dayOf = (time: Date): string => dayParts.format(time);

/** So many days after a day. */
export function addDays(day: string, days: number): string {
  const time = new Date(`${day}T00:00:00Z`);
  time.setUTCDate(time.getUTCDate() + days);
  return time.toISOString().slice(0, 10);
}

/** The first and the last day of a month such as `2026-11`. */
export function daysOfMonth(month: string): { readonly from: string; readonly to: string } {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}

/** A Vietnamese number as people say it; of a masked one, its ending. */
export function formatPhone(phone: string | null): string {
  if (phone === null) return "";
  if (phone.includes("*")) return `•••• ${phone.slice(-4)}`;
  const [, own] = /^84(\d{9})$/.exec(phone) ?? [];
  return own ? `0${own.slice(0, 3)} ${own.slice(3, 6)} ${own.slice(6)}` : `+${phone}`;
}

/** Numbers, amounts and times in a language. */
export interface Format {
  number(value: number): string;
  /** Of decimal text: no digit is lost. */
  money(money: { readonly amount: string; readonly currency: string }): string;
  time(time: Date): string;
  dateTime(time: Date): string;
  day(day: string): string;
  /** Of a month such as `2026-11`: `11/2026`. */
  month(month: string): string;
  /** How long something takes or how old it is, such as `5 phút`. */
  span(ms: number): string;
  percent(share: number): string;
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** Digits in groups of three, as the language separates them. */
function group(amount: string, language: Language): string {
  const [separator, point] = language === "vi" ? [".", ","] : [",", "."];
  const [whole = "", fraction] = amount.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, separator);
  return fraction === undefined ? grouped : `${grouped}${point}${fraction}`;
}

export function createFormat(language: Language): Format {
  const locale = locales[language];
  const formatter = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, hourCycle: "h23", ...options });
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  const date = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
  const times = formatter({ ...clock, second: "2-digit" });
  const days = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short", ...date });
  const [hours, dates] = [formatter(clock), formatter(date)];
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  return {
    number: (value) => numbers.format(value),
    money: ({ amount, currency }) => `${group(amount, language)} ${currency === "VND" ? "₫" : currency}`,
    time: (time) => times.format(time),
    dateTime: (time) => `${hours.format(time)} ${dates.format(time)}`,
    day: (day) => days.format(new Date(`${day}T00:00:00Z`)),
    month: (month) => month.split("-").reverse().join("/"),
    span: (ms) => {
      const [unit, size] = units.find(([, own]) => ms >= own) ?? (["second", 1_000] as const);
      const value = Math.floor(ms / size);
      return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(value);
    },
    percent: (share) => percents.format(share),
  };
}
