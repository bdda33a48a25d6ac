import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../memory.ts";
import { foldReference, phoneEnding, referenceEnding, toMessageIndexes } from "./message-indexes.ts";

const text = fc.string({ unit: "grapheme", maxLength: 40 });

describe("a folded reference", () => {
  it.each([
    ["Đơn hàng 42", "DON HANG 42"],
    ["đƠN hÀNG 42", "DON HANG 42"],
    ["Nguyễn Thị Ưởng", "NGUYEN THI UONG"],
    ["straße", "STRASSE"],
    ["οδος", "ΟΔΟΣ"],
    ["ĐH-2026/0042", "DH-2026/0042"],
  ])("%s is %s", (reference, folded) => expect(foldReference(reference)).toBe(folded));

  it("is the same for every form and case of a text, and for itself", () =>
    fc.assert(
      fc.property(text, (given) => {
        const folded = foldReference(given);
        expect(foldReference(folded)).toBe(folded);
        expect(foldReference(given.normalize("NFD"))).toBe(folded);
        expect(foldReference(given.normalize("NFC").toUpperCase())).toBe(folded);
        expect(folded).not.toMatch(/[\p{Mn}đĐ]/u);
      }),
    ));

  it("ends as its ending does, wherever it begins", () =>
    fc.assert(
      fc.property(text, fc.string({ minLength: 6, maxLength: 6 }), (start, end) => {
        expect(referenceEnding(foldReference(start + end))).toBe(referenceEnding(foldReference(end)));
      }),
    ));

  it("has no ending where it is shorter", () => {
    expect(referenceEnding("DH042")).toBeNull();
    expect(referenceEnding("DH0042")).toBe("DH0042");
    expect(referenceEnding("🚚🚚🚚🚚🚚🚚🚚")).toBe("🚚🚚🚚🚚🚚🚚");
  });
});

describe("what a message is found by", () => {
  const { encryption } = createMemoryStore();

  it("is equal where what people say is equal", async () => {
    const one = await toMessageIndexes(encryption, { phone: "84912341795", reference: "Đơn hàng 42" });
    const other = await toMessageIndexes(encryption, { phone: "84387651795", reference: "don hang 42" });
    expect(phoneEnding("84912341795")).toBe("1795");
    expect(other.phoneEndingIndex).toBe(one.phoneEndingIndex);
    expect(other.foldedReferenceIndex).toBe(one.foldedReferenceIndex);
    expect(other.referenceEndingIndex).toBe(one.referenceEndingIndex);
    expect(other.referenceIndex).not.toBe(one.referenceIndex);
    expect(new Set(Object.values(one)).size).toBe(4);
  });

  it("is nothing where nothing is known", async () =>
    expect(await toMessageIndexes(encryption, { phone: "" })).toEqual({
      referenceIndex: null,
      foldedReferenceIndex: null,
      referenceEndingIndex: null,
      phoneEndingIndex: null,
    }));
});
