import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { check, configError, describeIssues, inputError, nameOf, unknownOptions, validateInput } from "./validate.ts";

describe("a name, as a path shows it", () => {
  it.each([
    ["a short one", "templateData", "templateData"],
    ["one of 64 characters", "x".repeat(64), "x".repeat(64)],
    ["a longer one", "x".repeat(65), `${"x".repeat(63)}…`],
    ["a phone number", "of 84912341795", "of 84*****1795"],
    ["what the cut leaves of a phone number", `${"x".repeat(56)}84912341795`, `${"x".repeat(56)}…`],
    ["a line end and half a character", "a\nb\ud800", "a\ufffdb\ufffd"],
  ])("%s", (_, name, shown) => expect(nameOf(name)).toBe(shown));
});

describe("what is wrong with an input", () => {
  const schema = z.strictObject({
    name: z.string().check(z.minLength(1)),
    kind: z.enum(["a", "b"]),
    odd: z.optional(z.email()),
  });
  const issuesOf = (value: unknown) => {
    const result = check(schema, value);
    return "issues" in result ? result.issues.map(({ path, message, code }) => [path.join("."), message, code]) : [];
  };

  it("is said in words of our own, and never by the value", () => {
    expect(issuesOf({ name: "x", kind: "a" })).toEqual([]);
    expect(issuesOf({ kind: "c", odd: "secret" })).toEqual([
      ["name", "is required", "required"],
      ["kind", "must be one of a, b", "value_not_allowed"],
      ["odd", "is not valid", "invalid"],
    ]);
    expect(issuesOf({ name: 7, kind: "b", more: 1 })).toEqual([
      ["name", "must be of type string", "type_wrong"],
      ["more", "is not a known field: leave it out", "unknown_field"],
    ]);
    expect(issuesOf({ name: "", kind: "b" })).toEqual([["name", "must not be empty", "empty"]]);
    expect(issuesOf(7)).toEqual([["", "must be of type object", "type_wrong"]]);
  });

  it("is given for the first 20 things, and counted in all", () => {
    const fields = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`field${index}`, 1]));
    const unknownFields = check(schema, { name: "x", kind: "a", ...fields });
    expect(unknownFields).toMatchObject({ count: 30 });
    expect("issues" in unknownFields && unknownFields.issues).toHaveLength(20);
    const wrongItems = check(
      z.array(z.string()),
      Array.from({ length: 30 }, () => 1),
    );
    expect(wrongItems).toMatchObject({ count: 30 });
    expect("issues" in wrongItems && wrongItems.issues).toHaveLength(20);
    expect(() => validateInput(schema, { name: "x", kind: "a", ...fields })).toThrow(/; these are 20 of 30$/);
  });
});

describe("an error of many issues", () => {
  const issues = Array.from({ length: 21 }, (_, index) => ({
    path: [`field${index}`],
    message: "is required",
    code: "required" as const,
  }));

  it.each([
    ["an input", inputError, "input_invalid"],
    ["a configuration", configError, "config_invalid"],
  ])("of %s has the first 20, and says how many there are", (_, make, code) => {
    const error = make(issues);
    expect(error).toMatchObject({ code, outcome: "not_sent", issues: issues.slice(0, 20) });
    expect(error.message).toContain("field19 is required; these are 20 of 21");
    expect(make(issues.slice(0, 20)).message).not.toContain("these are");
  });

  it("names the input where an issue has no path", () =>
    expect(describeIssues({ issues: [{ path: [], message: "is required", code: "required" }], count: 1 })).toBe(
      "the input is required",
    ));
});

it("options that do not exist are named, and those that do exist once", () =>
  expect(unknownOptions({ known: 1, fetsh: 1, of84912341795: 1 }, ["known", "fetch"])).toEqual([
    { path: ["fetsh"], message: "is not a known option: there are known, fetch", code: "option_unknown" },
    { path: ["of84*****1795"], message: "is not a known option", code: "option_unknown" },
  ]));
