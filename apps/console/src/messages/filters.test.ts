import { describe, expect, it } from "vitest";
import {
  addressFilters,
  isOfLastWeek,
  isReversed,
  privateFilters,
  readFilters,
  toConditions,
  toSearches,
} from "./filters.ts";

const searchesOf = (query: string) => toSearches(readFilters(new URLSearchParams(query)));

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
