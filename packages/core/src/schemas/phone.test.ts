import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPhone } from "./phone.ts";

describe("readPhone", () => {
  it.each([
    ["84912345678"],
    ["+84912345678"],
    ["+84 912 345 678"],
    ["84.912.345.678"],
    ["(+84) 912-345-678"],
    ["+84\u00a0912\u2011345\u2013678"],
  ])("reads %s", (text) => expect(readPhone(text)).toEqual({ phone: "84912345678" }));

  it("completes a national number only where a country code is set", () => {
    expect(readPhone("0912 345 678", "84")).toEqual({ phone: "84912345678" });
    expect(readPhone("0912 345 678")).toEqual({ problem: expect.stringContaining("give the country code") });
  });

  it.each(["840912345678", "+840912345678", "+84 (0) 912 345 678"])("refuses the trunk 0 in %s", (text) =>
    expect(readPhone(text, "84")).toEqual({ problem: expect.stringContaining("drop the 0 after the country code") }),
  );

  it.each(["0084912345678", "00 84 912 345 678"])("refuses the prefix of %s", (text) =>
    expect(readPhone(text, "84")).toEqual({ problem: expect.stringContaining("write + instead") }),
  );

  it.each(["", "+", "abc", "84912345678x", "8491234+5678", "++84912345678", "８４９１２３４５６７８", "+0912345678"])(
    "refuses %j",
    (text) => expect(readPhone(text)).toHaveProperty("problem"),
  );

  it("refuses fewer than 8 and more than 15 digits", () => {
    expect(readPhone("8412345")).toHaveProperty("problem");
    expect(readPhone("84123456")).toEqual({ phone: "84123456" });
    expect(readPhone("841234567890123")).toEqual({ phone: "841234567890123" });
    expect(readPhone("8412345678901234")).toHaveProperty("problem");
  });

  it("gives 8 to 15 digits or a complaint for any text, and reads its own result as it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^\+?[\d .()-]{0,24}$/)), (text) => {
        const reading = readPhone(text, "84");
        if ("problem" in reading) return;
        expect(reading.phone).toMatch(/^\d{8,15}$/);
        expect(readPhone(reading.phone)).toEqual(reading);
      }),
    );
  });
});
