import { expect, it } from "vitest";
import { labelsSchema } from "./labels.ts";

const codeOf = (labels: unknown) =>
  (labelsSchema().safeParse(labels).error?.issues[0] as { params?: { code: string } } | undefined)?.params?.code;

it.each([
  "0912345673",
  "An 0912345673",
  "0912.345.673 (An)",
  "call +84 912 345 673 now",
  "An: 0084912345673",
  "An ０９１２３４５６７３",
  "0912\u200b345673 An",
  "x-0912345673-y",
  "+6591234567 An",
])("a label that holds the phone %j is refused", (shop) => expect(codeOf({ shop })).toBe("label_is_phone"));

it("a phone in a label's name is refused", () => expect(codeOf({ "an-0912345673": "1" })).toBe("label_is_phone"));

it.each([
  "Hà Nội",
  "SE1",
  "08-12-2026 10:30",
  "5f0c3a52-0d57-4a6b-9ce1-840912341674",
  "1257624175686111232",
  "trip 20261129",
  "A0912345673B",
])("the label %j is none", (shop) => expect(labelsSchema().parse({ shop })).toEqual({ shop }));

const longest = "x".repeat(40);
const six = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, "1"]));
const { f: _, ...five } = six;

it.each([{}, { a: "1" }, { "A-b_9": "1" }, { [longest]: longest }, { a: "🚚".repeat(40) }, five])(
  "the labels %j are taken",
  (labels) => expect(labelsSchema().parse(labels)).toEqual(labels),
);

it.each([
  { "": "1" },
  { "1a": "1" },
  { _a: "1" },
  { "a.b": "1" },
  { é: "1" },
  { [`${longest}x`]: "1" },
  { a: "" },
  { a: `${longest}x` },
  { a: "🚚".repeat(41) },
  { a: "1\t2" },
  { a: "half \ud83d" },
  six,
])("the labels %j are wrong", (labels) => expect(codeOf(labels)).toBe("label_wrong"));

it.each([null, [], ["a"], "a", 5, { a: 5 }, { a: null }])("%j is of another type", (labels) =>
  expect(codeOf(labels)).toBe("type_wrong"),
);

it("a value is composed, and as long as it is then", () =>
  expect(labelsSchema().parse({ a: "e\u0301".repeat(40) })).toEqual({ a: "é".repeat(40) }));
