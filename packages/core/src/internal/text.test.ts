import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldReference } from "./text.ts";

const text = fc.string({ unit: "grapheme", maxLength: 40 });

describe("a folded reference", () => {
  it.each([
    ["Đơn hàng 42", "DON HANG 42"],
    ["đƠN hÀNG 42", "DON HANG 42"],
    ["Nguyễn Thị Ưởng", "NGUYEN THI UONG"],
    ["straße", "STRASSE"],
    ["οδος", "ΟΔΟΣ"],
    ["ĐH-2026/0042", "DH-2026/0042"],
    ["Ðơn ðặc biệt", "DON DAC BIET"],
  ])("%s is %s", (reference, folded) => expect(foldReference(reference)).toBe(folded));

  it("is the same for every form and case of a text, and for itself", () =>
    fc.assert(
      fc.property(text, (given) => {
        const folded = foldReference(given);
        expect(foldReference(folded)).toBe(folded);
        expect(foldReference(given.normalize("NFD"))).toBe(folded);
        expect(foldReference(given.normalize("NFC").toUpperCase())).toBe(folded);
        expect(folded).not.toMatch(/[\p{Mn}đĐðÐ]/u);
      }),
    ));
});
