import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { issueMeanings } from "../../../core/src/internal/issue-codes.ts";
import { callProxy } from "../testing/call-proxy.ts";
import { createTestJourneys } from "../testing/journey-service.ts";

interface Found {
  readonly detail: string;
  readonly issues: readonly { path: (string | number)[]; message: string; code: string }[];
}

const path = "/v1/messages";
const message = { phone: "84912345678", templateId: "133214", templateData: {} };
const refusalOf = async (body: unknown, to = path) => {
  const response = await callProxy({ path: to, body }, { journeys: createTestJourneys() });
  expect(response.status).toBe(422);
  return { size: new TextEncoder().encode(response.body).length, ...(response.json as Found) };
};
const many = <Value>(count: number, value: Value, name = "field-") =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name + index, value]));

/** What an answer of 422 may come to, whatever the body was. */
const answerLimit = 16 * 1024;

describe("a body that is wrong in many places", () => {
  it.each([
    ["fields that do not exist", { ...message, ...many(20_000, 0) }, 20_000],
    ["variables that are none", { ...message, templateData: many(20_000, null) }, 20_000],
    ["names that grow in UTF-8", { ...message, ...many(30, 0, "\u20ab".repeat(60)) }, 30],
    ["names that grow in JSON", { ...message, ...many(30, 0, "\u0001".repeat(60)) }, 30],
    ["long names of variables", { ...message, templateData: many(30, [], "x".repeat(10_000)) }, 30],
  ])("%s: 20 issues and their number", async (_, body, count) => {
    const { issues, detail, size } = await refusalOf(body);
    expect(issues).toHaveLength(20);
    expect(detail).toContain(`these are 20 of ${count}`);
    expect(size).toBeLessThan(answerLimit);
  });

  it("is not counted where all of it is told", async () =>
    expect((await refusalOf({ ...message, a: 1, b: 2 })).detail).not.toContain("these are"));
});

describe("a name in a path", () => {
  it("has at most 64 characters", async () => {
    const { issues, detail } = await refusalOf({ ...message, ["x".repeat(400_000)]: 1 });
    expect(issues[0]?.path).toEqual([`${"x".repeat(63)}…`]);
    expect(detail.length).toBeLessThan(300);
  });

  it.each([0, 20, 50, 55, 58, 60, 62])("shows no phone number that begins at %i", async (at) => {
    const name = `${"x".repeat(at)}84912345678${"y".repeat(100)}`;
    const { issues, detail } = await refusalOf({ ...message, templateData: { [name]: null } });
    expect(detail + JSON.stringify(issues)).not.toMatch(/\d{8}|849123/);
  });
});

describe("any body", () => {
  const secret = "hunter22-as-a-value";
  const value = fc.oneof(fc.constantFrom(null, [], {}, [secret], { deep: secret }, 2 ** 60, `${secret}\ud800`));
  const name = fc.oneof(
    fc.string({ unit: "binary", maxLength: 100, size: "max" }),
    fc.constantFrom("phone", "ext", "drWebhook"),
  );
  const wrong = fc.dictionary(name, value, { minKeys: 1, maxKeys: 60, size: "max" });
  const routes = [path, "/v1/journeys", "/v1/journeys/check", "/v1/journeys/search", "/v1/journeys/forget"];

  it("that is wrong gets a short answer with known codes, and none of its values", () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), wrong, wrong, async (to, fields, templateData) => {
        const { issues, size, ...rest } = await refusalOf({ unknown: 1, ...fields, templateData }, to);
        expect(size).toBeLessThan(answerLimit);
        expect(issues.length).toBeLessThanOrEqual(20);
        for (const { code, message } of issues) {
          expect(issueMeanings).toHaveProperty(code);
          expect(message).not.toBe("");
        }
        expect(JSON.stringify({ issues, rest })).not.toContain(secret);
      }),
    ));
});
