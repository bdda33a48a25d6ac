import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNode, tokensOf } from "./json-node.ts";
import { otherTexts } from "./other-texts.ts";
import { stacks, stylesOf } from "./stacks.ts";
import { writeNode } from "./write-node.ts";

interface Fixture {
  /** As in {@link stacks}. */
  readonly stack: string;
  readonly texts: readonly { readonly document: string; readonly options: string; readonly text: string }[];
}

const folder = new URL("../../../fixtures/", import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
// Not by JSON.parse: JavaScript would put the key "1" before "2".
const documents = parseNode(readFileSync(new URL("json-documents.json", folder), "utf8"));
const members = new Map(documents.kind === "object" ? documents.members : []);
const fixtures: Fixture[] = readdirSync(folder)
  .filter((name) => /^json-(?!documents)/.test(name))
  .map(read);
const cases = fixtures.flatMap(({ stack, texts }) => texts.map((text) => ({ stack, ...text })));

describe("the tokens of a text", () => {
  it("are all of a JSON text but its spaces", () =>
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, "\t"), (json, space) => {
        const value: unknown = JSON.parse(json);
        expect(tokensOf(JSON.stringify(value, null, space)).join("")).toBe(JSON.stringify(value));
      }),
    ));

  it("end with a string that is not closed, however long it is", () => {
    for (const open of ['"', '"\\', `"${'\\"'.repeat(200_000)}`, `"${'\\"'.repeat(200_000)}\\`])
      expect(tokensOf(`[1,${open}`)).toEqual(["[", "1", ",", open]);
  });
});

describe("what the stacks wrote when they were run", () => {
  it("is there of every stack that runs on Linux without more", () =>
    expect(fixtures.map(({ stack }) => stack).sort()).toEqual([
      "Go's encoding/json",
      "Gson",
      "Jackson",
      "PHP's json_encode",
      "Python's json.dumps",
      "Rails' to_json",
    ]));

  it.each(cases)("$stack, $options, of $document: is known", ({ stack, document, text }) => {
    const node = members.get(document);
    const own = stacks.find(({ name }) => name === stack);
    expect(node && own && stylesOf(own).map(({ style }) => writeNode(node, style))).toContain(text);
  });

  it.each([...members.keys()])("is found from whatever else of %s was sent, and says so of the stack", (name) => {
    const own = cases.filter(({ document }) => document === name);
    // The first of each has its keys and numbers as the document has them; Go sorts its maps.
    const sent = fixtures.flatMap(
      ({ stack }) => own.find((one) => one.stack === stack && one.stack !== "Go's encoding/json") ?? [],
    );
    expect(sent).toHaveLength(5);
    for (const { text: body } of sent) {
      const others = new Map(otherTexts(body).map((other) => [other.text, other]));
      for (const { stack, options, text } of own) {
        if (text === body) continue;
        const other = others.get(text);
        expect(other, `${stack}, ${options}`).toBeDefined();
        const told = other?.name() ?? "";
        // At most three stacks are named.
        expect(told.includes(stack) || told.split(" or ").length === 3, `${stack}, ${options}: ${told}`).toBe(true);
      }
    }
  });
});

/** JSON of any kind with what the switches are about. */
const anyJson = fc
  .jsonValue({ stringUnit: "binary", maxDepth: 3 })
  .chain((value) => fc.tuple(fc.constant(value), fc.string({ unit: "binary" }), fc.integer()))
  .map(([value, text, number]) => ({
    "z/": value,
    [text]: "Đơn <1> & '2' = /\u2028 🚚",
    n: number,
    a: [15e6, 1.5, {}],
  }));
const anyStyle = fc.constantFrom(...stacks.flatMap((stack) => stylesOf(stack).map(({ style }) => ({ stack, style }))));

describe("otherTexts", () => {
  it("finds any JSON in any style, whatever style was sent, and what it writes says the same", () =>
    fc.assert(
      fc.property(anyJson, anyStyle, anyStyle, (value, from, to) => {
        const reversible = { ...from.style, order: "as_written", numbers: "as_written" } as const;
        const sent = writeNode(parseNode(JSON.stringify(value)), reversible);
        const signed = writeNode(parseNode(sent), to.style);
        expect(JSON.parse(signed)).toEqual(JSON.parse(sent));
        const other = otherTexts(sent).find(({ text }) => text === signed);
        expect(other === undefined).toBe(signed === sent);
        if (!other) return;
        const told = other.name();
        expect(told.includes(to.stack.name) || told.split(" or ").length === 3).toBe(true);
        const has = (part: string) => told.includes(part);
        // A backslash before a slash may itself be escaped: then it is none of the slash.
        const slashes = (text: string) => text.replace(/\\\\/g, "").includes("\\/");
        expect(has("`\\/` for `/`")).toBe(slashes(signed) && !slashes(sent));
        expect(has("`/` for `\\/`")).toBe(!slashes(signed) && slashes(sent));
        const indents = (text: string) => text.trim().includes("\n");
        expect(has("line breaks") || indents(sent)).toBe(indents(signed) || indents(sent));
        const names = (text: string) => JSON.stringify(Object.keys(JSON.parse(text)));
        if (names(sent) !== names(signed)) expect(has("keys")).toBe(true);
      }),
      { numRuns: 300 },
    ));

  it("keeps every digit of a number, but where the stack itself rounds", () => {
    const texts = otherTexts('{"id":1257624175686111232,"n":150000.50}').map(({ text }) => text);
    expect(texts).toContain('{"id": 1257624175686111232, "n": 150000.50}');
    expect(texts).toContain('{"id":1257624175686111200,"n":150000.5}');
  });

  it.each<[string, string, RegExp, string]>([
    ['{"a":"1/2"}', '{"a":"1\\/2"}', /`\\\/` for `\/`, as PHP's/, "JSON_UNESCAPED_SLASHES"],
    [
      '{"a":"1/2 Đơn"}',
      '{"a":"1\\/2 \\u0110\\u01a1n"}',
      /as `\\uXXXX`, as PHP's json_encode writes/,
      "JSON_UNESCAPED_UNICODE",
    ],
    [
      '{"b":"<&>","a":1}',
      '{"a":1,"b":"\\u003c\\u0026\\u003e"}',
      /`\\u0026` for `&`.*keys sorted, as Go's/,
      "json.Marshal",
    ],
    [
      '{"a":"x=y","n":15000000}',
      '{"a":"x\\u003dy","n":1.5E7}',
      /`\\u003d` for `=`.*`1.5E7`.*, as Gson writes/,
      "toJson",
    ],
    ['{"a":"Đ"}', '{"a": "\\u0110"}', /`\\uXXXX`, a space after each.*, as Python's/, "ensure_ascii"],
    ['{"a":"ệ"}', '{"a":"\\u1EC7"}', /upper case, as \.NET's.*Jackson/, "ESCAPE_NON_ASCII"],
    ['{"a":"Đ+"}', '{"a":"\\u0110\\u002B"}', /`\\u002B` for `\+`.*, as \.NET's/, "PostAsJsonAsync"],
    ['{"n":150000.0}', '{"n":150000}', /numbers as doubles.*JavaScript's.*Go's/, "JSON.stringify"],
    ['{"n":150000}', '{"n":150000.0}', /`1\.0` for `1`.*PHP's/, "json_encode"],
    ['{"n":1}', '{"n":1}\n', /a line end after it, as Go's/, "Encoder"],
    ['{ "a" : [ 1 ] }', '{"a":[1]}', /no spaces/, "JSON"],
  ])("%s, signed as %j", (sent, signed, name, hint) => {
    const other = otherTexts(sent).find(({ text }) => text === signed);
    expect(other?.name()).toMatch(name);
    expect(other?.hint()).toContain(hint);
  });

  it("gives nothing for what is no JSON, nothing for what is nested too deep, and little for what is long", () => {
    expect(otherTexts("{")).toEqual([]);
    expect(otherTexts("[".repeat(200_000) + "]".repeat(200_000))).toEqual([]);
    expect(otherTexts(JSON.stringify(["Đ/<".repeat(5000)])).every(({ isDefault }) => isDefault)).toBe(true);
  });

  it("quotes no letter and no digit of the values", () => {
    const sent = '{"a":"\\u0041\\u0031"}';
    expect(
      otherTexts(sent)
        .find(({ text }) => text === '{"a":"A1"}')
        ?.name(),
    ).not.toMatch(/`A`|`1`|0041/);
  });
});
