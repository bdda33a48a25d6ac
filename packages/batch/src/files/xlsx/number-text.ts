import type { NumberFormat } from "./number-format.ts";

const daySeconds = 86_400;
/** 31 December 9999. */
const lastSerial = 2_958_465;

/** Days before 1970-01-01 at which the two systems begin. */
const epochs = { 1900: 25_569, 1904: 24_107 } as const;

/** Year, month and day of a count of days since 1970-01-01: eras of 400 years that begin in March. */
function toCalendar(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const sinceEra = days + 719_468;
  const era = Math.floor(sinceEra / 146_097);
  const dayOfEra = sinceEra - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const pad = (value: number, digits = 2) => String(value).padStart(digits, "0");

function dayText(serialDay: number, is1904: boolean): string {
  // The 1900 system has a 29 February 1900, which never was: serial numbers before it are one day less.
  if (!is1904 && serialDay === 60) return "29/02/1900";
  const days = serialDay - epochs[is1904 ? 1904 : 1900] + (!is1904 && serialDay < 60 ? 1 : 0);
  const { year, month, day } = toCalendar(days);
  return `${pad(day)}/${pad(month)}/${pad(year, 4)}`;
}

function hourText(seconds: number): string {
  const rest = seconds % 60;
  return `${pad(Math.floor(seconds / 3_600))}:${pad(Math.floor(seconds / 60) % 60)}${rest === 0 ? "" : `:${pad(rest)}`}`;
}

/** A serial number as the calendar and the clock show it, to the second; `undefined` where it is none. */
function dateText(serial: number, kind: "date" | "time" | "moment" | "duration", is1904: boolean): string | undefined {
  if (!(serial >= 0) || serial >= lastSerial + 1) return undefined;
  const seconds = Math.round(serial * daySeconds);
  if (kind === "duration") return hourText(seconds);
  const day = Math.floor(seconds / daySeconds);
  const hour = hourText(seconds % daySeconds);
  if (kind === "time") return hour;
  // Day 0 is what a sheet shows of an hour alone.
  if (day === 0 && !is1904) return kind === "moment" ? hour : undefined;
  return kind === "date" ? dayText(day, is1904) : `${dayText(day, is1904)} ${hour}`;
}

/** Decimal digits, without an exponent and the noise of binary fractions: a spreadsheet knows 15 digits. */
function plainText(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!text.includes("e")) return text;
  if (Number.isInteger(rounded)) return BigInt(rounded).toString();
  return rounded.toFixed(20).replace(/0+$/, "").replace(/\.$/, "");
}

/** A number as text: a day or an hour where its format says so, with the zeros in front that its format shows. */
export function numberText(value: number, format: NumberFormat, is1904: boolean): string {
  if (format.kind === "number") return plainText(value);
  if (format.kind !== "digits") return dateText(value, format.kind, is1904) ?? plainText(value);
  const text = plainText(value);
  return /^\d+$/.test(text) ? text.padStart(format.count, "0") : text;
}
