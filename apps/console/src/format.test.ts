import { describe, expect, it } from "vitest";
import { addDays, createFormat, dayOf, daysOfMonth, formatPhone } from "./format.ts";

const [vi, en] = [createFormat("vi"), createFormat("en")];

describe("what is shown", () => {
  it("is told by Vietnam's clock", () => {
    const time = new Date("2026-11-30T17:30:05Z");
    expect(dayOf(time)).toBe("2026-12-01");
    expect(vi.time(time)).toBe("00:30:05");
    expect(vi.dateTime(time)).toBe("00:30 01/12/2026");
    expect(en.dateTime(time)).toBe("00:30 01/12/2026");
  });

  it.each([
    ["84912345678", "0912 345 678"],
    ["84*****5678", "•••• 5678"],
    ["8613800138000", "+8613800138000"],
    [null, ""],
  ])("phone %j is %j", (phone, shown) => expect(formatPhone(phone)).toBe(shown));

  it.each([
    ["1250000", "1.250.000 ₫", "1,250,000 ₫"],
    ["200", "200 ₫", "200 ₫"],
    ["1234.0061", "1.234,0061 ₫", "1,234.0061 ₫"],
    ["-1234", "-1.234 ₫", "-1,234 ₫"],
  ])("no digit of the amount %s is lost", (amount, vietnamese, english) => {
    expect(vi.money({ amount, currency: "VND" })).toBe(vietnamese);
    expect(en.money({ amount, currency: "VND" })).toBe(english);
  });

  it("a month is written as people write it", () => {
    expect(vi.month("2026-02")).toBe("02/2026");
    expect(en.month("2026-02")).toBe("02/2026");
  });

  it("months and days follow the calendar", () => {
    expect(daysOfMonth("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  });

  it.each([
    [400, "0 giây", "0 seconds"],
    [59_000, "59 giây", "59 seconds"],
    [125_000, "2 phút", "2 minutes"],
    [7_300_000, "2 giờ", "2 hours"],
  ])("%d ms are %s", (ms, vietnamese, english) => {
    expect(vi.span(ms)).toBe(vietnamese);
    expect(en.span(ms)).toBe(english);
  });
});
