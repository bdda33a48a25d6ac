import { describe, expect, it } from "vitest";
import { changeAroundIds, holdsPhone, writtenPhone } from "./written-phone.ts";

/** A UUID whose first digits are a phone number's, and another one. */
const ids = ["84091234-5678-4abc-8def-0123456789ab", "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10"] as const;

describe("a phone number in a text", () => {
  it.each([
    "0912345678",
    "call 0912345678 first",
    "+84 912 345 678",
    "(84)912.345.678",
    "84 (0) 912-345-678",
    "0084912345678,",
    "０９１２３４５６７８",
    "0912\u200b345678",
    "0912–345–678",
    "+1 415 555 0100",
    `${ids[0]} 0912345678`,
    `0912345678 ${ids[0]}`,
    `${ids[0]},0912345678,${ids[1]}`,
  ])("is found: %j", (text) => expect(holdsPhone(text)).toBe(true));

  it.each([
    "",
    "order 42",
    "08-12-2026",
    "08.12.2026",
    "x0912345678",
    "0912345678x",
    "1.0912345678",
    "09123456789",
    "0612345678",
    "1257624175686111232",
    ...ids,
    ids[0].toUpperCase(),
    `order ${ids[0]} of ${ids[1]}`,
  ])("is not seen: %j", (text) => expect(holdsPhone(text)).toBe(false));
});

it("a text is changed, but for its ids", () => {
  const text = `0912345678 ${ids[0]} 0912345678 ${ids[1]} 0912345678`;
  const changed = changeAroundIds(text, (part) => part.replace(writtenPhone, "***"));
  expect(changed).toBe(`*** ${ids[0]} *** ${ids[1]} ***`);
});
