import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHour, parseLocalTime, toDate, toMoney } from "./formats.ts";
import { isoTimeIn } from "./time-zone.ts";

describe("days", () => {
  it.each([
    ["31/01/2026", "31/01/2026"],
    ["1/2/2026", "01/02/2026"],
    ["1-2-2026", "01/02/2026"],
    ["01.02.2026 07:30", "01/02/2026"],
    ["2026-02-01", "01/02/2026"],
    ["2026-02-01T07:30:00", "01/02/2026"],
    ["29/02/2024", "29/02/2024"],
    ["29/02/2000", "29/02/2000"],
    ["31/12/2026", "31/12/2026"],
    ["01.02.2026, 07:30", "01/02/2026"],
    ["2026-02-01  07:30", "01/02/2026"],
    ["01/02/2026\u00a007:30", "01/02/2026"],
    ["2026-02-01\u202f07:30", "01/02/2026"],
    ["29/02/2023", undefined],
    ["29/02/1900", undefined],
    ["30/02/2024", undefined],
    ["31/04/2026", undefined],
    ["31/06/2026", undefined],
    ["31/09/2026", undefined],
    ["31/11/2026", undefined],
    ["32/12/2026", undefined],
    ["01/13/2026", undefined],
    ["131/01/2026", undefined],
    ["31/101/2026", undefined],
    ["31/01/20261", undefined],
    ["31/01/2026x", undefined],
    ["2026-101-02", undefined],
    ["2026-02-101", undefined],
    ["12026-02-01", undefined],
    ["2026-02-01x", undefined],
    ["1/2/26", undefined],
    ["1/31/2026", undefined],
    ["46053", undefined],
    ["1/2-2026", undefined],
    ["31/01/2026 25:00", undefined],
  ])("%s is %s", (text, day) => expect(toDate(text, false)).toBe(day));

  it("have their month first only where that is said", () => {
    expect(toDate("1/31/2026", true)).toBe("31/01/2026");
    expect(toDate("31/1/2026", true)).toBeUndefined();
  });
});

describe("hours", () => {
  it.each([
    ["07:30", [7, 30, 0]],
    ["7h30", [7, 30, 0]],
    ["7g05", [7, 5, 0]],
    ["7h", [7, 0, 0]],
    ["19:30:15", [19, 30, 15]],
    ["7:30 PM", [19, 30, 0]],
    ["12:05 SA", [0, 5, 0]],
    ["12:05 CH", [12, 5, 0]],
    ["1:00 AM", [1, 0, 0]],
    ["7 PM", [19, 0, 0]],
    ["7:30pm", [19, 30, 0]],
    ["7:30\u202fPM", [19, 30, 0]],
    ["7:30\u00a0CH", [19, 30, 0]],
    ["23:59:59", [23, 59, 59]],
  ])("%s is one", (text, [hour, minute, second]) => expect(parseHour(text)).toEqual({ hour, minute, second }));

  it.each(["7", "730", "24:00", "7:60", "7:30:60", "107:30", "7:30x", "7:30 PMx", "13:00 PM", "0:30 AM", "", "sáng"])(
    "%s is none",
    (text) => expect(parseHour(text)).toBeUndefined(),
  );
});

describe("times of a zone", () => {
  const at = (text: string, zone: string, later = 0) => {
    const local = parseLocalTime(text);
    return local && isoTimeIn(zone, local, later);
  };

  it.each([
    ["28/11/2026 07:30", "Asia/Ho_Chi_Minh", -120, "2026-11-28T05:30:00+07:00"],
    ["01/01/2026 01:00", "Asia/Ho_Chi_Minh", -120, "2025-12-31T23:00:00+07:00"],
    ["28/11/2026 07:30", "UTC", 0, "2026-11-28T07:30:00+00:00"],
    ["28/11/2026 07:30", "America/St_Johns", 0, "2026-11-28T07:30:00-03:30"],
    ["25/10/2026 02:30", "Europe/Berlin", 0, "2026-10-25T02:30:00+02:00"],
    ["25/10/2026 04:30", "Europe/Berlin", -120, "2026-10-25T02:30:00+01:00"],
  ])("%s in %s, %i minutes later: %s", (text, zone, later, expected) => expect(at(text, zone, later)).toBe(expected));

  it("are those that the zone's clocks show", () =>
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1990-01-01T00:00:00Z"), max: new Date("2050-01-01T00:00:00Z"), noInvalidDate: true }),
        fc.constantFrom("Asia/Ho_Chi_Minh", "UTC", "Asia/Kathmandu", "Pacific/Kiritimati"),
        (date, timeZone) => {
          const second = Math.floor(date.getTime() / 1_000) * 1_000;
          const shown = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(
            second,
          );
          expect(Date.parse(at(shown.replace(",", ""), timeZone) ?? "")).toBe(second);
        },
      ),
    ));
});

describe("amounts", () => {
  it.each([
    ["1250000", "1250000"],
    ["1.250.000", "1250000"],
    ["1,250,000 đ", "1250000"],
    ["1 250 000 VNĐ", "1250000"],
    ["1.250.000,00", "1250000"],
    ["1250000.0", "1250000"],
    ["50.000₫", "50000"],
    ["1250000.00", "1250000"],
    ["1250000,50", undefined],
    ["5 đ 0", undefined],
    [".00", undefined],
    ["đ", undefined],
    ["1.250.00", undefined],
    ["1.25", undefined],
    ["12,50", undefined],
    ["-5", undefined],
    ["1.250,000", undefined],
    ["0,500", undefined],
    ["0.000.001", undefined],
    ["1.25E+06", undefined],
    ["free", undefined],
    ["180k", undefined],
    ["1tr2", undefined],
    ["1,2 triệu", undefined],
  ])("%s is %s", (text, amount) => expect(toMoney(text, false)).toBe(amount));

  it("have no separators where the sheet's number has a fraction", () => {
    expect(toMoney("12.345", false)).toBe("12345");
    expect(toMoney("12.345", true)).toBeUndefined();
  });
});
