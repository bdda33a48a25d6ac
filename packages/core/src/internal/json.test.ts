import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepestNesting, isNestedTooDeep, parseJson } from "./json.ts";

const nested = (depth: number) => `${"[".repeat(depth)}1257624175686111232${"]".repeat(depth)}`;

describe("parseJson", () => {
  it("keeps the digits of long numbers", () => expect(parseJson(nested(1))).toEqual(["1257624175686111232"]));

  it("refuses what no stack holds, and takes what is at the limit", () => {
    expect(JSON.stringify(parseJson(nested(deepestNesting)))).toHaveLength(2 * deepestNesting + 21);
    for (const depth of [deepestNesting + 1, 10_000, 200_000]) {
      expect(() => parseJson(nested(depth))).toThrow(SyntaxError);
      expect(() => parseJson(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`)).toThrow(SyntaxError);
    }
  });

  it("looks at brackets outside of texts alone", () => {
    const text = JSON.stringify({ 'a "quoted\\': "[".repeat(500), b: "\\" });
    expect(parseJson(text)).toEqual(JSON.parse(text));
    expect(isNestedTooDeep(`"\\\\"${nested(101)}`)).toBe(true);
  });

  it("parses as the runtime does what is JSON, and throws nothing but SyntaxError", () =>
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          return void expect(() => parseJson(text)).toThrow(SyntaxError);
        }
        expect(JSON.stringify(parseJson(text)).replaceAll('"', "")).toBe(JSON.stringify(expected).replaceAll('"', ""));
      }),
    ));
});
