import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberFormatOf, readNumberFormat } from "./number-format.ts";
import { numberText } from "./number-text.ts";

const show = (value: number, code: string, is1904 = false) => numberText(value, readNumberFormat(code), is1904);

describe("a format", () => {
  it.each([
    ["dd/mm/yyyy", "date"],
    ["d-mmm-yy", "date"],
    ["[$-42A]dddd, dd mmmm yyyy", "date"],
    ['"Ngày" dd "tháng" mm', "date"],
    ["mmmm", "date"],
    ["hh:mm", "time"],
    ["mm:ss.0", "time"],
    ["[$-409]h:mm AM/PM;@", "time"],
    ["dd/mm/yyyy\\ hh:mm", "moment"],
    ["m/d/yy h:mm", "moment"],
    ["[h]:mm:ss", "duration"],
    ["[HH]:mm", "duration"],
    ["[mm]:ss", "duration"],
    ["[ss].00", "duration"],
    ["[$-409][h]:mm", "duration"],
    ["General", "number"],
    ["Standard", "number"],
    ["@", "number"],
    ["0.00", "number"],
    ["#,##0", "number"],
    ["0.00E+00", "number"],
    ['#,##0\\ "₫"', "number"],
    ['0 "ngày"', "number"],
    ["[Red]#,##0;[Blue]-#,##0", "number"],
    ["#,##0 [$VND]", "number"],
    ["0", "number"],
    ["00.00", "number"],
    ["00", "digits"],
    ["0000000000", "digits"],
    ["0000\\ 000\\ 000", "digits"],
    ['0000"-"000"-"000', "digits"],
    ["000 000;-000 000", "digits"],
  ])("%s shows a %s", (code, kind) => expect(readNumberFormat(code).kind).toBe(kind));

  it("without a text is known by its number", () => {
    const idsOf = (kind: string) =>
      Array.from({ length: 60 }, (_, id) => id).filter((id) => numberFormatOf(id, new Map()).kind === kind);
    expect(idsOf("date")).toEqual([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
    expect(idsOf("time")).toEqual([18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56]);
    expect(idsOf("moment")).toEqual([22]);
    expect(idsOf("duration")).toEqual([46]);
  });
});

describe("a serial number", () => {
  it.each([
    [46354, "dd/mm/yyyy", "28/11/2026"],
    [46354.3125, "dd/mm/yyyy hh:mm", "28/11/2026 07:30"],
    [46354.9999999, "dd/mm/yyyy hh:mm", "29/11/2026 00:00"],
    [46354.99999, "dd/mm/yyyy hh:mm", "28/11/2026 23:59:59"],
    [0.3125, "hh:mm", "07:30"],
    [0.3125, "dd/mm/yyyy hh:mm", "07:30"],
    [0.9999999999, "hh:mm", "00:00"],
    [1.25, "[h]:mm", "30:00"],
    [1, "dd/mm/yyyy", "01/01/1900"],
    [59, "dd/mm/yyyy", "28/02/1900"],
    [60, "dd/mm/yyyy", "29/02/1900"],
    [61, "dd/mm/yyyy", "01/03/1900"],
    [36_585, "dd/mm/yyyy", "29/02/2000"],
    [36_586, "dd/mm/yyyy", "01/03/2000"],
    [2_958_465, "dd/mm/yyyy", "31/12/9999"],
    [2_958_466, "dd/mm/yyyy", "2958466"],
    [0, "dd/mm/yyyy", "0"],
    [-1, "dd/mm/yyyy", "-1"],
  ])("%d as %s is %s", (serial, code, text) => expect(show(serial, code)).toBe(text));

  it("of the 1904 system begins four years and a day later", () => {
    expect(show(0, "dd/mm/yyyy", true)).toBe("01/01/1904");
    expect(show(60, "dd/mm/yyyy", true)).toBe("01/03/1904");
    expect(show(44_892, "dd/mm/yyyy", true)).toBe("28/11/2026");
  });

  it("is the day that the calendar has", () =>
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), fc.integer({ min: 0, max: 86_399 }), (day, second) => {
        const [date = "", hour = ""] = new Date(Date.UTC(1899, 11, 30) + day * 86_400_000 + second * 1_000)
          .toISOString()
          .split(/[T.]/);
        const expected = `${date.split("-").reverse().join("/")} ${hour.replace(/:00$/, "")}`;
        expect(show(day + second / 86_400, "dd/mm/yyyy hh:mm")).toBe(expected);
      }),
    ));
});

describe("a number", () => {
  it("has the zeros that its format shows, and no more digits than its value", () => {
    expect(show(912_345_678, "0000000000")).toBe("0912345678");
    expect(show(912_345_678, "0000 000 000")).toBe("0912345678");
    expect(show(84_912_345_678, "0000000000")).toBe("84912345678");
    expect(show(1.5, "0000")).toBe("1.5");
    expect(show(-5, "0000")).toBe("-5");
    expect(show(1e21, "General")).toBe("1000000000000000000000");
  });

  it("of up to 15 digits is as it was written", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), fc.integer({ min: 0, max: 6 }), (digits, point) => {
        const text = `${digits}`.padStart(point + 1, "0");
        const written = point === 0 ? text : `${text.slice(0, -point)}.${text.slice(-point)}`.replace(/\.?0+$/, "");
        expect(show(Number(written), "General")).toBe(written);
      }),
    ));
});
