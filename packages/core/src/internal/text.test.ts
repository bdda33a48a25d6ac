import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelsSchema } from "../schemas/labels.ts";
import { extSchema, templateDataSchema } from "../schemas/message.ts";
import { referenceSchema } from "../schemas/shared.ts";
import { addSuppressionInput } from "../schemas/suppressions.ts";
import { foldReference, toNfc, toNfkc } from "./text.ts";
import { check } from "./validate.ts";

const text = fc.string({ unit: "grapheme", maxLength: 40, size: "max" });

/** A letter with marks of two kinds, which have to be put into their order. */
const marked = (count: number) => `x${"\u0316\u0301".repeat(count / 2)}`;
const longestRun = (text: string) =>
  Math.max(0, ...[...text.matchAll(/(?:(?!\u034f)\p{M})+/gu)].map(([run]) => run.length));

describe("a text of a stranger's", () => {
  it("is in NFC and NFKC where its letters have as many marks as those of people", () =>
    fc.assert(
      fc.property(text, (given) => {
        fc.pre(longestRun(given.normalize("NFKD")) <= 30);
        expect(toNfc(given)).toBe(given.normalize("NFC"));
        expect(toNfkc(given)).toBe(given.normalize("NFKC"));
      }),
    ));

  it("has at most thirty marks on a letter, whose order takes long to find, and is still normalised", () => {
    for (const normalize of [toNfc, toNfkc]) {
      const normal = normalize(marked(1_000));
      expect(longestRun(normal)).toBe(30);
      expect(normal).toBe(normal.normalize("NFC"));
      expect(normalize(normal)).toBe(normal);
    }
    expect(toNfkc("\uff9e\u0316".repeat(500))).toContain("\u034f");
  });

  it.each<[string, (text: string) => unknown]>([
    ["a variable", (value) => check(templateDataSchema(), { order: value })],
    ["a variable's name", (name) => check(templateDataSchema(), { [name]: "42" })],
    ["ext", (ext) => check(extSchema(), ext)],
    ["a label", (value) => check(labelsSchema(), { shop: value })],
    ["a reference", (reference) => check(referenceSchema(), reference)],
    ["a reason", (reason) => check(addSuppressionInput(), { phone: "84912345678", scope: "all", reason })],
  ])("has so in %s", (_, read) => {
    const result = JSON.stringify(read(marked(32)));
    expect(result).toContain("value");
    expect(longestRun(result)).toBe(30);
  });
});

describe("a folded reference", () => {
  it.each([
    ["Đơn hàng 42", "DON HANG 42"],
    ["đƠN hÀNG 42", "DON HANG 42"],
    ["Nguyễn Thị Ưởng", "NGUYEN THI UONG"],
    ["straße", "STRASSE"],
    ["οδος", "ΟΔΟΣ"],
    ["ĐH-2026/0042", "DH-2026/0042"],
    ["Ðơn ðặc biệt", "DON DAC BIET"],
    ["hòa", "HOA"],
    ["hoà", "HOA"],
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
