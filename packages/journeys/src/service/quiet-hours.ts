import type { Complaint } from "@nxzalo/core/internal";
import { minuteMs } from "../durations.ts";

const dayMinutes = 1_440;
const quarterMs = 15 * minuteMs;

/** A part of the day, in minutes since midnight; one that ends before it begins goes over midnight. */
interface Window {
  readonly from: number;
  readonly until: number;
}

/** When messages of a tag are held, by the clocks of a time zone. */
export interface QuietHours {
  /** When quiet hours that hold a tag end; nothing where the tag is not held at that time. */
  until(tag: number | undefined, at: number): number | undefined;
  /** When the next ones that hold a tag begin; nothing where it is never held, or is held at that time. */
  begin(tag: number | undefined, at: number): number | undefined;
}

export const neverQuiet: QuietHours = { until: () => undefined, begin: () => undefined };

/** What is wrong with what cannot be read. */
export const quietHoursWrong: Complaint = {
  code: "quiet_hours_wrong",
  message: "must be `off`, or quiet hours of the tags 2 and 3 such as 2=22:00-07:00,3=21:00-08:00@Asia/Ho_Chi_Minh",
};

/** What is wrong with a text that is to be quiet hours; nothing where it is one. */
export const checkQuietHours = (text: string): Complaint | undefined =>
  parseQuietHours(text) ? undefined : quietHoursWrong;

export const defaultQuietHours = "2=22:00-07:00,3=22:00-07:00@Asia/Ho_Chi_Minh";

const toMinutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

const isWithin = ({ from, until }: Window, minutes: number) =>
  from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until;

/** The minutes since midnight that a time zone's clocks show; nothing where there is no such zone. */
function clockOf(timeZone: string): ((at: number) => number) | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return (at) => toMinutes(format.format(at));
  } catch {
    return undefined;
  }
}

/** When the clocks first show a time outside the window. They are set on and back by whole quarters of an hour, at whole quarters. */
function endOf(window: Window, clock: (at: number) => number, at: number): number | undefined {
  let end = at;
  for (let minutes = clock(end); isWithin(window, minutes); minutes = clock(end)) {
    const leftMs = ((window.until - minutes + dayMinutes) % dayMinutes) * minuteMs - (end % minuteMs);
    const isEven =
      (clock(end + leftMs) - minutes + dayMinutes) % dayMinutes === Math.round((leftMs + (end % minuteMs)) / minuteMs);
    end += isEven ? leftMs : Math.min(leftMs, quarterMs - (end % quarterMs));
  }
  return end === at ? undefined : end;
}

/** Reads `off`, or quiet hours such as `2=22:00-07:00,3=21:00-08:00@Asia/Ho_Chi_Minh`; null where it is neither. */
export function parseQuietHours(text: string): QuietHours | null {
  if (text === "off") return neverQuiet;
  const [list = "", timeZone = "Asia/Ho_Chi_Minh", ...rest] = text.split("@");
  const clock = clockOf(timeZone);
  const windows = new Map<number, Window>();
  for (const part of list.split(",")) {
    const [, tag, from = "", until = ""] =
      /^([23])=((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(part.trim()) ?? [];
    if (tag === undefined || from === until || windows.has(Number(tag))) return null;
    windows.set(Number(tag), { from: toMinutes(from), until: toMinutes(until) });
  }
  if (!clock || rest.length > 0) return null;
  return {
    until: (tag, at) => {
      const window = windows.get(tag ?? 0);
      return window && endOf(window, clock, at);
    },
    begin: (tag, at) => {
      const { from, until } = windows.get(tag ?? 0) ?? {};
      return from === undefined || until === undefined ? undefined : endOf({ from: until, until: from }, clock, at);
    },
  };
}
