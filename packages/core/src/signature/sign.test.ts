import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import published from "../../fixtures/vectors-published.json" with { type: "json" };
import zalo from "../../fixtures/vectors-zalo.json" with { type: "json" };
import { canonicalString, type SignInput, sign } from "./sign.ts";

const all = [...published.vectors, ...zalo.vectors] as (SignInput & { sign: string })[];

describe("sign", () => {
  it("holds for every published and computed vector", () => {
    expect(all.length).toBe(37);
    for (const { sign: expected, ...input } of all) expect(sign(input), JSON.stringify(input)).toBe(expected);
  });

  it("agrees with node:crypto on any Unicode body, for both algorithms", () => {
    const text = fc.string({ unit: "binary", maxLength: 200, size: "max" });
    fc.assert(
      fc.property(text, text, fc.constantFrom("md5", "sha256"), (body, accessSecret, algorithm) => {
        const head = "accessKey=k&action=mt&bizType=9&ts=1655710885431";
        const signed = `${head}${body === "" ? "" : `&body=${body}`}&accessSecret=${accessSecret}`;
        const expected = createHash(algorithm).update(signed, "utf8").digest("hex");
        const input = {
          accessKey: "k",
          action: "mt",
          bizType: "9",
          ts: 1655710885431,
          body,
          accessSecret,
          algorithm,
        } as const;
        expect(sign(input)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it("takes another hash", () => {
    const hash = (algorithm: string, text: string) => `${algorithm}:${text}`;
    expect(sign({ accessKey: "a", action: "b", bizType: "c", ts: "d", accessSecret: "s" }, hash)).toBe(
      "md5:accessKey=a&action=b&bizType=c&ts=d&accessSecret=s",
    );
  });
});

describe("canonicalString", () => {
  it("is what is hashed, without the secret, and without a body where there is none", () => {
    const input = { accessKey: "k", action: "mt", bizType: "9", ts: "1" };
    expect(canonicalString({ ...input, body: "{}" })).toBe("accessKey=k&action=mt&bizType=9&ts=1&body={}");
    expect(canonicalString({ ...input, body: "" })).toBe("accessKey=k&action=mt&bizType=9&ts=1");
  });
});
