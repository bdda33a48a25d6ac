import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPhone, writePhone } from "./phone.ts";

/** The nine digits of a Vietnamese mobile number, after the 0 or 84. */
const mobile = fc
  .tuple(fc.constantFrom("3", "5", "7", "8", "9"), fc.stringMatching(/^\d{8}$/))
  .map(([first, rest]) => first + rest);
const problemOf = (text: string, defaultCountryCode?: string) => {
  const reading = readPhone(text, defaultCountryCode);
  return "problem" in reading ? reading.problem : reading.phone;
};

describe("a Vietnamese mobile number", () => {
  it.each([
    "84912345678",
    "+84912345678",
    "+84 912 345 678",
    "84.912.345.678",
    "(+84) 912-345-678",
    "+84\u00a0912\u2011345\u2013678",
    "0084912345678",
    "00 84 912 345 678",
    "+84 (0) 912 345 678",
    "+840912345678",
    "840912345678",
    "８４９１２３４５６７８",
    "＋84912345678",
    "\u202a+84912345678\u202c",
    "\ufeff84912345678\u200b",
  ])("is read from %j", (text) => expect(readPhone(text)).toEqual({ phone: "84912345678" }));

  it.each(["0912345678", "0912 345 678", "0912-345-678", "(0912) 345.678", "０９１２３４５６７８"])(
    "is completed by a default country code: %j",
    (text) => {
      expect(readPhone(text, "84")).toEqual({ phone: "84912345678" });
      expect(problemOf(text)).toBe("phone_country_code_missing");
    },
  );

  it("is decided by its whole shape, not by how it begins", () => {
    expect(problemOf("84841234567", "84")).toBe("84841234567");
    expect(problemOf("0849123456", "84")).toBe("84849123456");
    expect(problemOf("084912345678", "84")).toBe("phone_zero_before_country_code");
    expect(problemOf("8484912345678", "84")).toBe("phone_country_code_twice");
    expect(problemOf("+8484912345678")).toBe("phone_country_code_twice");
  });

  it("is the same in every certain notation, whatever its digits", () => {
    fc.assert(
      fc.property(mobile, (digits) => {
        const phone = `84${digits}`;
        for (const text of [phone, `+${phone}`, `00${phone}`, `+84 (0)${digits}`, `840${digits}`, `0${digits}`]) {
          expect(readPhone(text, "84")).toEqual({ phone });
        }
      }),
    );
  });

  it("is never read from another number of digits", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,14}$/), (digits) => {
        const reading = readPhone(`+84${digits}`);
        const national = digits.replace(/^0(?=[1-9]\d{8,9}$)/, "");
        expect("phone" in reading).toBe(/^[35789]\d{8}$/.test(national));
      }),
    );
  });
});

it("is read from digits alone as from the same digits with a space between them", () => {
  const code = fc.constantFrom(undefined, "84", "61", "1");
  fc.assert(
    fc.property(fc.stringMatching(/^(84|1|61)?\d{1,16}$/), code, fc.nat(), (digits, defaultCountryCode, at) => {
      const place = at % digits.length;
      const spaced = `${digits.slice(0, place)} ${digits.slice(place)}`;
      expect(readPhone(digits, defaultCountryCode)).toEqual(readPhone(spaced, defaultCountryCode));
    }),
  );
});

describe("what is refused, with its code", () => {
  it.each([
    ["912345678", "phone_zero_lost"],
    ["841234567", "phone_zero_lost"],
    ["84912345678.0", "phone_spreadsheet_number"],
    ["84912345678,00", "phone_spreadsheet_number"],
    ["8.4912E+10", "phone_spreadsheet_number"],
    ["8,4912E+10", "phone_spreadsheet_number"],
    ["9.12345678e8", "phone_spreadsheet_number"],
    ["'0912345678", "phone_text_mark"],
    ["’0912345678", "phone_text_mark"],
    ["8484912345678", "phone_country_code_twice"],
    ["84084912345678", "phone_country_code_twice"],
    ["1900 1234", "phone_service_number"],
    ["1800123456", "phone_service_number"],
    ["+84 1900 1234", "phone_service_number"],
    ["02438123456", "phone_landline"],
    ["0243812345", "phone_landline"],
    ["+84 28 3812 3456", "phone_landline"],
    ["0612345678", "phone_not_mobile"],
    ["091234567", "phone_too_short"],
    ["8491234567", "phone_too_short"],
    ["09123456789", "phone_too_long"],
    ["+0912345678", "phone_zero_before_country_code"],
    ["14155550100", "phone_country_code_missing"],
    ["", "phone_not_digits"],
    ["+", "phone_not_digits"],
    ["hello", "phone_not_digits"],
    ["84912345678x", "phone_not_digits"],
    ["0912'345678", "phone_not_digits"],
    ["++84912345678", "phone_not_digits"],
    ["٨٤٩١٢٣٤٥٦٧٨", "phone_not_digits"],
    ["84912345678🚚", "phone_not_digits"],
    ["012912345678", "phone_too_long"],
  ])("%j is %s, in words that say what to do", (text, problem) =>
    expect(readPhone(text, "84")).toEqual({
      problem,
      message: expect.stringMatching(/^(?:must|needs|has|is|begins) [a-z]/),
    }),
  );

  it("names the new beginning of a number that ended in 2018, and nothing else of it", () => {
    expect(readPhone("01629123456", "84")).toEqual({
      problem: "phone_ended_2018",
      message: "is an 11-digit number, and those ended in 2018: 0162… is 032… now",
    });
    expect(problemOf("+841991234567")).toBe("phone_ended_2018");
  });

  it("never quotes the number", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+0-9 ]{5,20}$/), (text) => {
        const reading = readPhone(text, "84");
        if ("message" in reading) expect(reading.message).not.toMatch(/\d{5}/);
      }),
    );
  });
});

describe("numbers of other countries", () => {
  it.each([
    ["+14155550100", "14155550100"],
    ["0061 412 345 678", "61412345678"],
    ["+65 6123 4567", "6561234567"],
  ])("%j needs its plus or 00", (text, phone) => expect(readPhone(text, "84")).toEqual({ phone }));

  it("are complete without one where no default says otherwise, or where they begin with it", () => {
    expect(problemOf("14155550100")).toBe("14155550100");
    expect(problemOf("14155550100", "1")).toBe("14155550100");
    expect(problemOf("4155550100", "1")).toBe("phone_country_code_missing");
    expect(problemOf("0412345678", "61")).toBe("61412345678");
  });

  it("have 8 to 15 digits", () => {
    expect(problemOf("+6512345")).toBe("phone_too_short");
    expect(problemOf("+65123456")).toBe("65123456");
    expect(problemOf("+651234567890123")).toBe("651234567890123");
    expect(problemOf("+6512345678901234")).toBe("phone_too_long");
  });
});

it("gives 8 to 15 digits or a problem for any text, and reads its own result as it is", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^\+?[\d .()-]{0,24}$/)), (text) => {
      const reading = readPhone(text, "84");
      if ("problem" in reading) return;
      expect(reading.phone).toMatch(/^\d{8,15}$/);
      expect(readPhone(`+${reading.phone}`, "84")).toEqual(reading);
    }),
  );
});

it("writes a Vietnamese number without a plus where nothing is said of a default", () => {
  expect(writePhone("84912345678")).toBe("84912345678");
  expect(writePhone("12025550100")).toBe("+12025550100");
});

it("writes what was read so that the same default, 84 or none reads it as the same number", () => {
  const code = fc.constantFrom(undefined, "84", "856", "61", "1");
  fc.assert(
    fc.property(fc.stringMatching(/^\+?(84|856|1|61|0)?\d{6,14}$/), code, (text, defaultCountryCode) => {
      const reading = readPhone(text, defaultCountryCode);
      if ("problem" in reading) return;
      const written = writePhone(reading.phone, defaultCountryCode);
      expect(readPhone(written, defaultCountryCode)).toEqual(reading);
      expect(written).toBe(reading.phone.startsWith(defaultCountryCode ?? "84") ? reading.phone : `+${reading.phone}`);
      if (defaultCountryCode === undefined) expect(readPhone(written, "84")).toEqual(reading);
    }),
  );
});
