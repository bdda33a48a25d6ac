import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUnusualEnding, readQuestion } from "./find-query.ts";

describe("what a person types", () => {
  it.each([
    ["5678", [{ phoneEnding: "5678" }, { referenceFolded: "5678" }]],
    ["don 42", [{ referenceEnding: "don 42" }, { referenceFolded: "don 42" }]],
    ["Đơn 42", [{ referenceEnding: "Đơn 42" }, { referenceFolded: "Đơn 42" }]],
    ["  HN-2026-11-0042 ", [{ referenceFolded: "HN-2026-11-0042" }]],
    ["0912 345 678", [{ phone: "0912 345 678" }, { referenceFolded: "0912 345 678" }]],
    ["+84 912 345 678", [{ phone: "+84 912 345 678" }, { referenceFolded: "+84 912 345 678" }]],
    // As they are copied out of contacts, chats and tables.
    ["\u202a0912 345 678\u202c", [{ phone: "0912 345 678" }, { referenceFolded: "0912 345 678" }]],
    ["0912–345–678", [{ phone: "0912–345–678" }, { referenceFolded: "0912–345–678" }]],
    [
      "[0912]\u00a0345\u2011678\t",
      [{ phone: "[0912]\u00a0345\u2011678" }, { referenceFolded: "[0912]\u00a0345\u2011678" }],
    ],
    ["０９１２３４５６７８", [{ phone: "０９１２３４５６７８" }, { referenceFolded: "０９１２３４５６７８" }]],
    ["\u200b5678", [{ phoneEnding: "5678" }, { referenceFolded: "5678" }]],
    ["\u200b\u202c", []],
    ["123456", [{ referenceEnding: "123456" }, { referenceFolded: "123456" }]],
    ["", []],
    ["   ", []],
  ])("%j is asked for as %j", (typed, questions) => {
    expect(readQuestion(typed)).toEqual(questions);
  });

  it("is always asked for as a whole reference, too", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (typed) => {
        const questions = readQuestion(typed);
        expect(questions.length === 0).toBe(typed.trim() === "");
        if (questions.length > 0) expect(questions.at(-1)).toEqual({ referenceFolded: typed.trim() });
      }),
    );
  });
});

describe("digits that end nothing", () => {
  it.each([
    ["42", true],
    ["114", true],
    ["56789", true],
    ["5678", false],
    ["123456", false],
    ["0912345678", false],
    ["HN-42", false],
    ["", false],
  ])("%j: %s", (typed, isUnusual) => {
    expect(isUnusualEnding(typed)).toBe(isUnusual);
  });
});
