import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correctPhone } from "./correct-phone.ts";
import { readPhone } from "./phone.ts";

const mobile = fc
  .tuple(fc.constantFrom("3", "5", "7", "8", "9"), fc.stringMatching(/^\d{8}$/))
  .map(([first, rest]) => first + rest);

describe("what a spreadsheet did to a phone number", () => {
  it.each([
    ["912345678", ["phone_zero_restored"]],
    ["84912345678.0", ["phone_float_removed"]],
    ["84912345678,00", ["phone_float_removed"]],
    ["912345678.0", ["phone_float_removed", "phone_zero_restored"]],
    ["'0912345678", ["phone_text_mark_removed"]],
    ["’912345678.0", ["phone_text_mark_removed", "phone_float_removed", "phone_zero_restored"]],
    ["\ufeff'0912345678 ", ["phone_text_mark_removed"]],
    ["912 345 678", ["phone_zero_restored"]],
    ["0912345678", []],
    ["84912345678", []],
  ])("is undone: %j", (text, changes) => expect(correctPhone(text, "84")).toEqual({ phone: "84912345678", changes }));

  it("is undone for the prefix 084, whose first digits are the country code's", () =>
    expect(correctPhone("841234567", "84")).toEqual({ phone: "84841234567", changes: ["phone_zero_restored"] }));

  it.each([
    ["01201234567", "84701234567"],
    ["0162 912 3456", "84329123456"],
    ["+84 199 123 4567", "84591234567"],
    ["841881234567", "84581234567"],
    ["0084 (0)129 123 4567", "84821234567"],
    ["'01201234567", "84701234567"],
  ])("a number of before 2018 is its new one: %j", (text, phone) => {
    const corrected = correctPhone(text, "84");
    expect(corrected).toMatchObject({ phone });
    expect("changes" in corrected && corrected.changes.at(-1)).toBe("phone_2018_renewed");
  });

  it("every ending of the numbers of before 2018 is known: another one would reach another person", () => {
    // Written down once more, by the operators' notices of 2018.
    const renewed = [
      ["0120", "070"],
      ["0121", "079"],
      ["0122", "077"],
      ["0126", "076"],
      ["0128", "078"],
      ["0123", "083"],
      ["0124", "084"],
      ["0125", "085"],
      ["0127", "081"],
      ["0129", "082"],
      ["0162", "032"],
      ["0163", "033"],
      ["0164", "034"],
      ["0165", "035"],
      ["0166", "036"],
      ["0167", "037"],
      ["0168", "038"],
      ["0169", "039"],
      ["0186", "056"],
      ["0188", "058"],
      ["0199", "059"],
    ] as const;
    const numberOf = (prefix: string) => correctPhone(`${prefix}1234567`, "84");
    for (const [old, prefix] of renewed)
      expect(numberOf(old)).toEqual({ phone: `84${prefix.slice(1)}1234567`, changes: ["phone_2018_renewed"] });
    const others = Array.from({ length: 100 }, (_, index) => `01${String(index).padStart(2, "0")}`).filter(
      (prefix) => !renewed.some(([old]) => old === prefix),
    );
    expect(others.filter((prefix) => !("problem" in numberOf(prefix)))).toEqual([]);
  });

  it.each([
    ["8.4912E+10", "phone_spreadsheet_number"],
    ["'8.4912E+10", "phone_spreadsheet_number"],
    ["8484912345678", "phone_country_code_twice"],
    ["02438123456", "phone_landline"],
    ["2438123456.0", "phone_country_code_missing"],
    ["14155550100", "phone_country_code_missing"],
    ["1201234567", "phone_country_code_missing"],
    ["", "phone_not_digits"],
    ["''0", "phone_too_short"],
  ])("is refused where more than one thing can have been meant: %j", (text, problem) =>
    expect(correctPhone(text, "84")).toMatchObject({ problem }),
  );

  it("leaves what the API takes as it is, and gives nothing that the API refuses", () =>
    fc.assert(
      fc.property(fc.oneof(mobile, fc.stringMatching(/^['+0-9.,E ]{1,18}$/)), (text) => {
        const corrected = correctPhone(text, "84");
        const read = readPhone(text, "84");
        if ("phone" in read) expect(corrected).toEqual({ phone: read.phone, changes: [] });
        else if ("phone" in corrected) {
          expect(corrected.changes.length).toBeGreaterThan(0);
          expect(readPhone(corrected.phone, "84")).toEqual({ phone: corrected.phone });
        }
      }),
    ));

  it("is the same number for every way in which nine digits are damaged", () =>
    fc.assert(
      fc.property(mobile, (digits) => {
        for (const text of [digits, `${digits}.0`, `'0${digits}`, `'${digits}`, `84${digits}.0`, `'84${digits}`]) {
          expect(correctPhone(text, "84")).toMatchObject({ phone: `84${digits}` });
        }
      }),
    ));
});

describe("a country in a column of its own", () => {
  it.each([
    ["812345678", "66", "66812345678", ["phone_country_added"]],
    ["0812345678", "66", "66812345678", ["phone_country_added"]],
    ["812345678.0", "66", "66812345678", ["phone_float_removed", "phone_country_added"]],
    ["+66 81 234 5678", "66", "66812345678", []],
    ["+84912345678", "66", "84912345678", []],
    ["912345678", "84", "84912345678", ["phone_zero_restored"]],
  ])("%j of %s is %s", (text, countryCode, phone, changes) =>
    expect(correctPhone(text, "84", countryCode)).toEqual({ phone, changes }),
  );
});
