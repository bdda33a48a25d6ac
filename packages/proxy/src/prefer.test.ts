import { describe, expect, it } from "vitest";
import { prefersAsync, prefersMasked } from "./prefer.ts";

const named = (prefer: string) => {
  const headers = new Headers({ prefer });
  return { isAsync: prefersAsync(headers) === true, isMasked: prefersMasked(headers) };
};

describe("Prefer (RFC 7240)", () => {
  it.each([
    ["masked", false, true],
    ["Masked", false, true],
    [" masked ;a=1", false, true],
    ["wait=5,masked", false, true],
    ["respond-async", true, false],
    ["Respond-Async , wait=10", true, false],
    ["respond-async;a=1, masked", true, true],
    ["unmasked, not-respond-async", false, false],
    ["masked-not, respond-asynchronously", false, false],
    ['wait="masked"', false, false],
    ["", false, false],
  ])("%j: before the work is done %s, masked %s", (prefer, isAsync, isMasked) =>
    expect(named(prefer)).toEqual({ isAsync, isMasked }),
  );

  it("is not there: neither", () =>
    expect([prefersAsync(new Headers()), prefersMasked(new Headers())]).toEqual([undefined, false]));
});
