import { upstreamCodes } from "@nxzalo/core";
import { type Fault, faultNames, phoneForCode, phoneForFault } from "@nxzalo/sandbox";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { describeJourney } from "./journey-contract.ts";
import type { Subject } from "./subject.ts";
import { describeUrls } from "./url-contract.ts";

const tokenType = "token_logistics_7";

const broken: readonly (readonly [Fault, string, string])[] = [
  ["closed_before_read", "TransportError", "network_error"],
  ["closed_after_read", "TransportError", "network_error"],
  ["no_answer", "TransportError", "timeout"],
  ["html_502", "ResponseError", "response_unreadable"],
  ["truncated_json", "ResponseError", "response_unreadable"],
  ["empty_200", "ResponseError", "response_unreadable"],
  ["oversized_body", "ResponseError", "response_unreadable"],
  ["redirect", "ResponseError", "response_unreadable"],
  ["not_utf8", "ResponseError", "response_unreadable"],
  ["success_without_data", "ResponseError", "response_invalid"],
];
const harmless: readonly Fault[] = ["slow_answer", "code_as_string", "numeric_journey_id"];

/** What every way to a journey token has to do, whatever it runs on. */
export function describeContract(name: string, subject: Subject): void {
  const { init } = subject;
  describeJourney(name, subject);
  describeUrls(name);
  const initTo = (phone: string, limits = {}) => init({ phone, tokenType }, limits);

  describe(`${name}: a journey token`, () => {
    it.each(["+84 912.345-678", "+84 (0) 912 345 678", "0084912345678", "８４９１２３４５６７８"])(
      "comes for %s",
      async (phone) => {
        const { journeyId, token } = await initTo(phone);
        expect(journeyId).toMatch(/^\d{19}$/);
        expect(token).toHaveLength(256);
      },
    );

    it("is another one at each call", async () => {
      const journeys = await Promise.all([1, 2, 3].map(() => initTo("84912345678")));
      expect(new Set(journeys.map(({ token }) => token)).size).toBe(3);
    });
  });

  describe.concurrent(`${name}: what NXCLOUD refuses`, () => {
    it.each(upstreamCodes().map((row) => [row.code, row.error, row] as const))("%i is %s", async (code, error, row) => {
      const { outcome, hint, retryable } = row;
      expect(await failureOf(initTo(phoneForCode(code)))).toMatchObject({
        name: "UpstreamError",
        kind: "upstream",
        code: error,
        upstreamCode: code,
        outcome,
        hint,
        retryable,
        attempts: 1,
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      });
    });

    it("an undocumented code is kept", async () =>
      expect(await failureOf(initTo(phoneForCode(12345)))).toMatchObject({
        name: "UpstreamError",
        code: "upstream_code_unknown",
        upstreamCode: 12345,
        outcome: "unknown",
      }));
  });

  describe.concurrent(`${name}: what breaks on the way`, () => {
    it("every fault of the emulator stands below", () =>
      expect([...broken.map(([fault]) => fault), ...harmless].sort()).toEqual([...faultNames].sort()));

    it.each(broken)("%s is a %s %s of unknown outcome", async (fault, errorName, code) =>
      expect(await failureOf(initTo(phoneForFault(fault)))).toMatchObject({
        name: errorName,
        code,
        outcome: "unknown",
        // Making a token costs nothing until its first message, so that it may be asked for again.
        retryable: code !== "response_invalid",
      }),
    );

    it.each(harmless)("%s does no harm", async (fault) =>
      expect((await initTo(phoneForFault(fault))).journeyId).toMatch(/^\d{19}$/),
    );
  });

  describe(`${name}: input`, () => {
    it.each([
      ["no phone number at all", "hello"],
      ["too short", "+8491"],
      ["digits of another script", "٨٤٩١٢٣٤٥٦٧٨"],
      ["a digit too few", "84 912 345 67"],
      ["the country code twice", "8484912345678"],
      ["a spreadsheet's number", "84912345678.0"],
      ["a landline", "842438123456"],
      ["a number that ended in 2018", "841629123456"],
      ["a phone number with an emoji", "84912345678🚚"],
      ["a lone surrogate", "\ud800"],
    ])("%s is an InputError that does not quote it", async (_, phone) => {
      const error = await failureOf(initTo(phone));
      expect(error).toMatchObject({ name: "InputError", outcome: "not_sent", issues: [{ path: ["phone"] }] });
      expect(JSON.stringify(error)).not.toContain(phone);
    });

    it("names every field that is wrong", async () => {
      const error = await failureOf(init({} as never));
      expect(error.issues?.map(({ path }) => path[0]).sort()).toEqual(["phone", "tokenType"]);
    });
  });

  describe(`${name}: limits`, () => {
    const slow = phoneForFault("slow_answer");

    it("an abort on the way is rethrown untouched", async () => {
      const reason = { my: "reason" };
      const controller = new AbortController();
      const pending = initTo(slow, { signal: controller.signal });
      setTimeout(() => controller.abort(reason), 300);
      await expect(pending).rejects.toBe(reason);
    });

    it("so is one before the call", async () => {
      const reason = new Error("never mind");
      await expect(initTo(slow, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    it("a timeout that ran out on the way has an unknown outcome", async () =>
      expect(await failureOf(initTo(slow, { timeoutMs: 300 }))).toMatchObject({
        name: "TransportError",
        code: "timeout",
        outcome: "unknown",
      }));
  });
}
