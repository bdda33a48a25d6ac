import { foldReference } from "@nxzalo/core/internal/text";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../memory.ts";
import { phoneEnding, referenceEnding, toMessageIndexes } from "./message-indexes.ts";

const text = fc.string({ unit: "grapheme", maxLength: 40, size: "max" });

describe("a folded reference", () => {
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
