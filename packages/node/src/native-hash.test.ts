import { type Algorithm, sign } from "@nxzalo/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { nativeHash } from "./client.ts";

it("signs what core's own hash signs, lone surrogates and all", () =>
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.array(fc.constantFrom("\ud800", "\udc00", "Đ", "🚚", "a"), { maxLength: 8 }),
      fc.constantFrom<Algorithm>("md5", "sha256"),
      (text, odd, algorithm) => {
        const input = { accessKey: "k", accessSecret: "s", action: "mt", bizType: "9", ts: 1, algorithm };
        const body = text + odd.join("");
        expect(sign({ ...input, body }, nativeHash)).toBe(sign({ ...input, body }));
      },
    ),
  ));
