import { describe, expect, it } from "vitest";
import { check } from "../internal/validate.ts";
import { sendMessageInput } from "./index.ts";

const content = { templateId: "133214", templateData: { order: "42" } };
const fields = {
  phone: "84912345678",
  journeyToken: "tok",
  journeyId: "1257624175686111232",
  tokenType: "token_logistics_7",
  reference: "Don 42",
};
type Field = keyof typeof fields;
const names = Object.keys(fields) as Field[];

/** What is wrong with a message that names its recipient and its journey by these fields. */
function issuesOf(some: readonly Field[], more: object = {}) {
  const input = { ...content, ...Object.fromEntries(some.map((name) => [name, fields[name]])), ...more };
  const result = check(sendMessageInput(), input);
  return "issues" in result ? result.issues.map(({ path, code }) => `${path.join(".")} ${code}`) : [];
}

describe("who a message is for", () => {
  it("is said in one of five ways, and in no other", () => {
    const subsets = Array.from({ length: 2 ** names.length }, (_, bits) =>
      names.filter((_, index) => bits & (1 << index)),
    );
    const taken = subsets.filter((some) => issuesOf(some).length === 0);
    expect(taken.map((some) => some.join(" ")).sort()).toEqual([
      "journeyId",
      "phone",
      "phone journeyToken",
      "phone tokenType reference",
      "reference",
    ]);
  });

  it.each<[readonly Field[], readonly string[]]>([
    [[], ["phone required"]],
    [["journeyToken"], ["phone required"]],
    [["tokenType"], ["phone required", "reference required"]],
    [["phone", "reference"], ["tokenType required"]],
    [["phone", "tokenType"], ["reference required"]],
    [["phone", "journeyToken", "tokenType", "reference"], ["journeyToken field_conflict"]],
    [
      names,
      ["phone field_conflict", "journeyToken field_conflict", "tokenType field_conflict", "reference field_conflict"],
    ],
  ])("not by %j: each field is named", (some, issues) => expect(issuesOf(some)).toEqual(issues));
});

describe("when a message goes out", () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day));

  it("is not after it has to have gone out", () => {
    expect(issuesOf(["phone"], { sendAt: at(2), notAfter: at(2) })).toEqual([]);
    expect(issuesOf(["phone"], { sendAt: at(2), notAfter: at(1) })).toEqual(["notAfter not_after_too_early"]);
    expect(issuesOf(["phone"], { notAfter: at(1) })).toEqual([]);
  });

  it("has a topic only where the message has a reference, or its journey may have one", () => {
    const topic = "arrival";
    expect(issuesOf(["phone"], { topic })).toEqual(["topic topic_without_reference"]);
    for (const some of [["journeyId"], ["reference"], ["phone", "tokenType", "reference"]] as const)
      expect(issuesOf(some, { topic })).toEqual([]);
  });
});
