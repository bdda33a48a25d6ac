import { expectTypeOf, it } from "vitest";
import { type Algorithm, type CanonicalInput, canonicalString, type Hash, sign } from "../index.ts";

const headers = { accessKey: "key", action: "mt", bizType: "9", ts: 1 };

it("signs synchronously", () => {
  expectTypeOf(sign).returns.toBeString();
  expectTypeOf(sign).parameter(1).toEqualTypeOf<Hash | undefined>();
  expectTypeOf<Algorithm>().toEqualTypeOf<"md5" | "sha256">();
  // @ts-expect-error there is no signature without the secret
  sign(headers);
});

it("shows what is hashed without the secret", () => {
  expectTypeOf(canonicalString).returns.toBeString();
  expectTypeOf<CanonicalInput>().not.toHaveProperty("accessSecret");
});
