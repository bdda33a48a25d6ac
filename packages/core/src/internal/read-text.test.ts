import fc from "fast-check";
import { expect, it } from "vitest";
import { readText } from "./read-text.ts";

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

it("drops one byte-order mark and says so, however the bytes are cut", () =>
  fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "grapheme" }),
      fc.nat(2),
      fc.integer({ min: 1, max: 5 }),
      async (text, marks, size) => {
        const whole = "\ufeff".repeat(marks) + text;
        const bytes = new TextEncoder().encode(whole);
        const hasMark = whole.startsWith("\ufeff");
        expect(await readText(chunksOf(bytes, size), 10_000)).toEqual({
          text: hasMark ? whole.slice(1) : whole,
          hasMark,
        });
      },
    ),
  ));

it("says why it stopped, and gives what it has read", async () => {
  const bytes = new TextEncoder().encode("\ufeffđơn 42");
  expect(await readText(chunksOf(bytes, 4), 8)).toEqual({ text: "đơn", hasMark: true, flaw: "too large" });
  expect(await readText(chunksOf(bytes.slice(0, 4), 9), 99)).toMatchObject({ flaw: "not UTF-8" });
  const cause = new Error("reset");
  const broken = async function* () {
    yield bytes;
    throw cause;
  };
  expect(await readText(broken(), 99)).toEqual({ text: "đơn 42", hasMark: true, flaw: "cut off", cause });
});
