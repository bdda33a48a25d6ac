import type { LocalTime } from "./time-zone.ts";

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysIn = (year: number, month: number) => {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

const isDay = (year: number, month: number, day: number) =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);

// 31/1/2026, 31-01-2026, 31.01.2026 · 2026-01-31 · and an hour behind it: 07:30, 7h30, 7:30:00. Java 20 and later write U+202F before PM.
const dayFirst = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[\s,T]+(.+))?$/;
const yearFirst = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[\s,T]+(.+))?$/;
const hourText = /^(\d{1,2})(?:[:hg](\d{2})?(?::(\d{2}))?)?(?:\s?(am|pm|sa|ch))?$/i;

interface Hour {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** An hour of the day: `07:30`, `7h30`, `19:30:00`, `7:30 PM`, `7h`; `undefined` where it is none. */
export function parseHour(text: string): Hour | undefined {
  const [whole, hours, minutes = "0", seconds = "0", half] = hourText.exec(text.trim()) ?? [];
  // A number alone is no hour.
  if (whole === undefined || /^\d+$/.test(whole)) return undefined;
  const isAfternoon = /^(?:pm|ch)$/i.test(half ?? "");
  const shown = Number(hours);
  if (half !== undefined && (shown < 1 || shown > 12)) return undefined;
  const hour = half === undefined ? shown : (shown % 12) + (isAfternoon ? 12 : 0);
  const [minute, second] = [Number(minutes), Number(seconds)];
  return hour < 24 && minute < 60 && second < 60 ? { hour, minute, second } : undefined;
}

/** A day, with the hour where one is written; `undefined` where it is none that exists. */
export function parseLocalTime(
  text: string,
  isMonthFirst = false,
): (LocalTime & { readonly hasHour: boolean }) | undefined {
  const trimmed = text.trim();
  const [, first, , second, lastYear, lateHour] = dayFirst.exec(trimmed) ?? [];
  const [, earlyYear, , middle, last, otherHour] = yearFirst.exec(trimmed) ?? [];
  const year = Number(lastYear ?? earlyYear);
  const month = Number(earlyYear === undefined ? (isMonthFirst ? first : second) : middle);
  const day = Number(earlyYear === undefined ? (isMonthFirst ? second : first) : last);
  if (!isDay(year, month, day)) return undefined;
  const hourPart = lateHour ?? otherHour;
  const hour = hourPart === undefined ? { hour: 0, minute: 0, second: 0 } : parseHour(hourPart);
  return hour && { year, month, day, ...hour, hasHour: hourPart !== undefined };
}

/** `31/01/2026` */
export function toDate(text: string, isMonthFirst: boolean): string | undefined {
  const local = parseLocalTime(text, isMonthFirst);
  if (local === undefined) return undefined;
  const pad = (value: number, digits: number) => String(value).padStart(digits, "0");
  return `${pad(local.day, 2)}/${pad(local.month, 2)}/${pad(local.year, 4)}`;
}

const currency = /(?:đ|₫|vnđ|vnd|đồng|dong)$/iu;
/** Whole amounts as people write them: `1250000`, `1.250.000`, and with a fraction that is nothing, `1250000.00`, `1,250,000.0`. */
const plain = /^(\d+)(?:[.,]0{1,2})?$/;
const grouped = /^([1-9]\d{0,2}(?:([.,\s])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,]0{1,2})?$/;

/**
 * A whole amount without separators: `1.250.000 đ` is `1250000`. `undefined` where it is none, or has a fraction.
 *
 * @param isDecimal whether its point is known to be a decimal one.
 */
export function toMoney(text: string, isDecimal: boolean): string | undefined {
  const amount = text.trim().replace(currency, "").trimEnd();
  const [, whole] = plain.exec(amount) ?? (isDecimal ? undefined : grouped.exec(amount)) ?? [];
  return whole?.replace(/[.,\s]/g, "");
}
