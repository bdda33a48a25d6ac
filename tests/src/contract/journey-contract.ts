import { upstreamCodes } from "@nxzalo/core";
import { type Fault, phoneForCheckCode, phoneForCode, phoneForFault } from "@nxzalo/sandbox";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import type { Subject } from "./subject.ts";

const tokenType = "token_coach_bus_7";
const phone = "84912345678";
const message = { phone, templateId: "133214", templateData: { order: "Đơn 42", total: 120_000, paid: true } };
const dayMs = 86_400_000;

const broken: readonly (readonly [Fault, string, string])[] = [
  ["closed_after_read", "TransportError", "network_error"],
  ["no_answer", "TransportError", "timeout"],
  ["html_502", "ResponseError", "response_unreadable"],
  ["truncated_json", "ResponseError", "response_unreadable"],
  ["empty_200", "ResponseError", "response_unreadable"],
  ["redirect", "ResponseError", "response_unreadable"],
];

/** What comes after the token, whatever it runs on. */
export function describeJourney(name: string, { init, check, send, quality }: Subject): void {
  const tokenFor = async (recipient: string) => (await init({ phone: recipient, tokenType })).token ?? "";

  describe(`${name}: a journey`, () => {
    it("is checked, and carries messages", async () => {
      const journeyToken = await tokenFor(phone);
      const state = await check({ journeyToken });
      expect(state).toMatchObject({ tokenType, appId: expect.any(String), oaId: expect.any(String) });
      expect(state.expiresAt.getTime() - state.createdAt.getTime()).toBe(7 * dayMs);
      for (let messages = 0; messages < 3; messages++) {
        expect((await send({ ...message, journeyToken })).requestId).toMatch(/^zalomid\./);
      }
    });

    it("comes with how Zalo rates the official account", async () =>
      expect(await quality()).toEqual({ current: "HIGH", sevenDays: "HIGH" }));

    it("signs what it sends in any script", async () => {
      const templateData = JSON.parse('{"__proto__":"𝒳 🚚","tên":"Nguyễn"}');
      expect(await send({ ...message, templateData, ext: "chuyến số 7 – 🚌" })).toMatchObject({
        requestId: expect.any(String),
      });
    });

    it("an unknown token, or one of another recipient, is refused", async () => {
      const refused = { name: "UpstreamError", code: "parameter_rejected", outcome: "rejected", upstreamCode: 9000 };
      expect(await failureOf(check({ journeyToken: "unknown" }))).toMatchObject(refused);
      const journeyToken = await tokenFor("84987654321");
      const error = await failureOf(send({ ...message, journeyToken }));
      expect(error).toMatchObject(refused);
      expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(journeyToken);
    });
  });

  describe(`${name}: codes of the other operations`, () => {
    it.each(upstreamCodes().map((row) => [row.code, row.error, row] as const))("%i is %s", async (code, error, row) => {
      const { outcome, hint } = row;
      const expected = { name: "UpstreamError", code: error, upstreamCode: code, outcome, hint };
      expect(await failureOf(send({ ...message, phone: phoneForCode(code) }))).toMatchObject(expected);
      const journeyToken = await tokenFor(phoneForCheckCode(code));
      expect(await failureOf(check({ journeyToken }))).toMatchObject(expected);
    });
  });

  describe.concurrent(`${name}: a message that may have been sent`, () => {
    it.each(broken)("%s: a %s %s that is not to be repeated", async (fault, errorName, code) =>
      expect(await failureOf(send({ ...message, phone: phoneForFault(fault) }))).toMatchObject({
        name: errorName,
        code,
        outcome: "unknown",
        retryable: false,
      }),
    );

    it("a success without data is a success", async () =>
      expect((await send({ ...message, phone: phoneForFault("success_without_data") })).requestId).toBeNull());
  });

  describe(`${name}: a message that cannot be sent`, () => {
    it.each<[string, object, (string | number)[], string]>([
      ["nested data", { templateData: { name: { first: "a" } } }, ["templateData", "name"], "variable_wrong"],
      ["an empty map of PHP's", { templateData: [] }, ["templateData"], "object_wanted"],
      [
        "digits beyond 2^53",
        { templateData: JSON.parse('{"id":1257624175686111232}') },
        ["templateData", "id"],
        "number_unsafe",
      ],
      ["half a character", { templateData: { name: "An\ud83d" } }, ["templateData", "name"], "text_incomplete"],
      ["an ext that is too long", { ext: "đ".repeat(32_768) }, ["ext"], "ext_too_long"],
      ["a webhook of another scheme", { drWebhook: "ftp://shop.example" }, ["drWebhook"], "web_url_wrong"],
      [
        "a webhook that is too long as it is sent",
        { drWebhook: `https://shop.example/${"đ".repeat(40)}` },
        ["drWebhook"],
        "web_url_wrong",
      ],
    ])("%s is an InputError", async (_, wrong, path, code) =>
      expect(await failureOf(send({ ...message, ...wrong }))).toMatchObject({
        name: "InputError",
        outcome: "not_sent",
        issues: [{ path, code }],
      }),
    );

    it("names 20 of the many things that are wrong, each with its code", async () => {
      const templateData = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`field-${index}`, null]));
      const error = await failureOf(send({ ...message, templateData } as never));
      expect(error.issues?.map(({ code }) => code)).toEqual(Array(20).fill("variable_wrong"));
      expect(error.message).toContain("these are 20 of 1000");
    });
  });
}
