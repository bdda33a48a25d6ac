import fc from "fast-check";
import { expect, it } from "vitest";
import { checkEventTargets, validateWebhookSecret } from "./event-targets.ts";

const url = "https://shop.example/events";
const codeOf = (types: readonly string[]) => checkEventTargets([{ types, url }])?.code;

it("a secret of bytes is taken where it can be decoded, and has 16 of them", () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom("A", "b", "9", "+", "/", "="), maxLength: 40, size: "max" }),
    fc.uint8Array({ maxLength: 40, size: "max" }).map((bytes) => btoa(String.fromCharCode(...bytes))),
    fc
      .uint8Array({ maxLength: 40, size: "max" })
      .map((bytes) => btoa(String.fromCharCode(...bytes)).replace(/=+$/, "")),
  );
  const lengthOf = (base64: string) => {
    try {
      return atob(base64).length;
    } catch {
      return 0;
    }
  };
  fc.assert(
    fc.property(text, (base64) => {
      const isTaken = validateWebhookSecret(`whsec_${base64}`) === undefined;
      expect(isTaken).toBe(lengthOf(base64) >= 16);
    }),
    { numRuns: 2_000 },
  );
});

it.each(["*", "receipt.delivered", "receipt.journey_time_out", "message.undeliverable", "budget.reached"])(
  "%s is a type of events",
  (type) => expect(codeOf([type])).toBeUndefined(),
);

it.each(["message.undeliverabel", "quota", "receipt", "receipt.", "Receipt.delivered", ""])("%j is none", (type) =>
  expect(codeOf([type])).toBe("value_not_allowed"),
);
