import { describe, expect, it } from "vitest";
import {
  addressFilters,
  isOfLastWeek,
  isReversed,
  privateFilters,
  readFilters,
  toConditions,
  toPhoneEnding,
  toReferenceEnding,
  toSearches,
  unreadFilters,
} from "./filters.ts";

const searchesOf = (query: string) => toSearches(readFilters(new URLSearchParams(query)));

describe("the end of a phone or a reference", () => {
  it.each([
    ["5678", "5678"],
    ["567", "567"],
    ["0912 345 678", "5678"],
    ["\u202a+84 912.345.678\u202c", "5678"],
    ["０９１２３４５６７８", "5678"],
  ])("of the phone %j is %j", (typed, ending) => expect(toPhoneEnding(typed)).toBe(ending));

  it.each([
    ["000123", "000123", "000123"],
    ["VN-2026-ĐƠN-000123", "000123", "000123"],
    ["VN-2026-ĐƠN-000123 ", "VN-2026-ĐƠN-000123 ", "000123"],
    ["Đơn 42 A1", " 42 A1", " 42 A1"],
    ["Đơn 42".normalize("NFD"), "Đơn 42", "Đơn 42"],
    ["Đơn", "Đơn", undefined],
  ])("of the reference %j stands there as %j, and is looked for as %j", (typed, shown, referenceEnding) => {
    expect(toReferenceEnding(typed)).toBe(shown);
    expect(toConditions({ referenceEnding: shown })).toEqual(referenceEnding === undefined ? {} : { referenceEnding });
  });
});

it("what stands in a filter and is no condition is told apart from what narrows the list", () => {
  const half = {
    phoneEnding: "567",
    referenceEnding: "don",
    code: "-11x",
    label: "hanoi",
    from: "2026-13-01",
    to: "x",
  };
  expect(unreadFilters(half)).toEqual(["phoneEnding", "referenceEnding", "from", "to", "code", "label"]);
  const whole = {
    phoneEnding: "5678",
    referenceEnding: "don 42",
    code: "-118",
    label: "shop=hanoi",
    from: "2026-12-01",
  };
  expect(unreadFilters({ ...whole, to: "2026-12-02", people: "missed", template: "133214", app: "north" })).toEqual([]);
  expect(unreadFilters({ code: "", label: "" })).toEqual([]);
});

describe("the list's filters", () => {
  it("stand in the address, but what names a person", () => {
    expect(readFilters(new URLSearchParams("people=missed&phoneEnding=5678&referenceEnding=don+42&x=1"))).toEqual({
      people: "missed",
    });
    expect(addressFilters.filter((name) => (privateFilters as readonly string[]).includes(name))).toEqual([]);
  });

  it("ask for each stored state that one for people stands for", () => {
    expect(searchesOf("people=missed").map(({ state }) => state)).toEqual(["failed", "refused", "expired"]);
    expect(searchesOf("people=check")).toEqual([{ state: "unknown" }]);
    expect(searchesOf("people=nonsense")).toEqual([{}]);
    expect(searchesOf("")).toEqual([{}]);
  });

  it("take days by Vietnam's clock, both included", () => {
    expect(searchesOf("from=2026-11-30&to=2026-11-30")).toEqual([
      { createdFrom: new Date("2026-11-29T17:00:00Z"), createdBefore: new Date("2026-11-30T17:00:00Z") },
    ]);
  });

  it("read a label, a code, a template and an application", () => {
    expect(searchesOf("label=shop+%3D+Hà+Nội&code=-118&template=133214&app=north")).toEqual([
      { labels: { shop: "Hà Nội" }, code: -118, templateId: "133214", app: "north" },
    ]);
  });

  it.each([
    ["shop=q1", { shop: "q1" }],
    ["  shop  =  Hà Nội  ", { shop: "Hà Nội" }],
    ["kind=a=b", { kind: "a=b" }],
    ["a b = = c", { "a b": "= c" }],
    [`${" ".repeat(20_000)}shop${" ".repeat(20_000)}=q1${" ".repeat(20_000)}`, { shop: "q1" }],
  ])("read the label %j", (label, labels) => expect(toConditions({ label })).toEqual({ labels }));

  it.each(["shop", "=q1", " = ", "", "=", " ".repeat(20_000)])("read no label from %j", (label) =>
    expect(toConditions({ label })).toEqual({}),
  );

  it.each([
    [{ phoneEnding: "567" }],
    [{ referenceEnding: "42" }],
    [{ code: "x" }],
    [{ code: "0" }],
    [{ label: "shop=" }],
    [{ from: "2026-13-01" }],
  ])("%j is half typed and asks for nothing", (filters) => expect(toConditions(filters)).toEqual({}));

  it.each([
    [{}, false],
    [{ people: "missed" }, false],
    [{ people: "missed", template: "133214" }, true],
    [{ people: "missed", app: "north" }, true],
    [{ people: "missed", template: "133214", to: "2026-11-30" }, true],
    [{ people: "missed", template: "133214", from: "2026-11-01" }, false],
    [{ people: "waiting", template: "133214" }, false],
    [{ template: "133214", referenceEnding: "đơn 42" }, false],
    [{ template: "133214", code: "x" }, false],
  ])("%j is looked for in the last week alone: %s", (filters, isIt) => {
    expect(isOfLastWeek(filters, false)).toBe(isIt);
  });

  it("are looked for in the last week for who is limited to some applications", () => {
    expect(isOfLastWeek({}, true)).toBe(false);
    expect(isOfLastWeek({ phoneEnding: "5678" }, true)).toBe(true);
    expect(isOfLastWeek({ app: "north" }, true)).toBe(false);
  });

  it("take endings that are whole", () => {
    expect(toConditions({ phoneEnding: "5678", referenceEnding: "đơn 42" })).toEqual({
      phoneEnding: "5678",
      referenceEnding: "đơn 42",
    });
  });
});

it.each([
  [{ from: "2026-11-30", to: "2026-11-01" }, true],
  [{ from: "2026-11-30", to: "2026-11-30" }, false],
  [{ from: "2026-11-30" }, false],
  [{ to: "2026-11-01" }, false],
])("%o ends before it begins: %s", (filters, expected) => expect(isReversed(filters)).toBe(expected));
