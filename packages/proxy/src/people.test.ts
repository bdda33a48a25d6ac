import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskPeople, withPhoneMasked } from "./people.ts";

const phone = "84912345678";
/** How people and other programs write it. */
const written = [
  phone,
  `+${phone}`,
  "0912345678",
  "+84 912 345 678",
  "(+84) 912-345-678",
  "0084912345678",
  "0912.345.678",
  "84 (0) 912 345 678",
];

describe("maskPeople", () => {
  it.each(written)("masks the recipient's own phone, written as %s, at any depth", (text) => {
    const body = { deep: [{ [`of ${text}`]: `call ${text} now` }] };
    const shown = JSON.stringify(maskPeople(body, phone));
    expect(shown).toMatch(/call .*\*{5}5678\)* now/);
    expect(shown.replace(/\D/g, "")).not.toContain("912345678");
  });

  it.each(written)("masks a phone that is not known, written as %s", (text) =>
    expect(JSON.stringify(maskPeople({ text })).replace(/\D/g, "")).not.toContain("12345"),
  );

  it.each(["phone", "Phone_Number", "mobile", "msisdn", "recipient", "to"])("masks what a field `%s` holds", (name) => {
    expect(maskPeople({ [name]: "6591234567" })).toEqual({ [name]: "65*****4567" });
    expect(maskPeople({ [name]: { user: 6591234567 } })).toEqual({ [name]: { user: "65*****4567" } });
  });

  it("leaves ids, times, amounts and words as they are", () => {
    const body = {
      journeyId: "1257624175686111232",
      requestId: "zalomid.68d9cc28ba9546f797e0987654321e23",
      messageId: "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
      createdAt: new Date(0),
      receipt: {
        sendTime: "2024-10-30 10:34:40",
        timestamp: "1714529559833",
        appId: "2851347893",
        ext: null,
        cost: { currency: "VND", originalPrice: 180.5 },
        isCopy: false,
        zaloRes: { error: -118, message: "Zalo account not existed" },
      },
    };
    expect(maskPeople(body, phone)).toEqual(body);
  });

  it.each([
    "5f0c3a52-0d57-4a6b-9ce1-840912341674",
    "nxzalo:5f0c3a52-0d57-4a6b-9f0e-840912345678:1",
    "08-12-2026 10:30",
    "07.12.2026 10 giờ",
  ])("leaves %s in a text as it is", (text) => expect(maskPeople({ text }, phone)).toEqual({ text }));

  it("leaves ids as they are at any depth, and masks one that stands where a recipient is named", () => {
    const ids = { messageId: "0912345678", journeyId: "0912345678", eventId: "0912345678", requestId: "0912345678" };
    expect(maskPeople({ receipts: [{ deep: ids }] }, phone)).toEqual({ receipts: [{ deep: ids }] });
    expect(maskPeople({ to: { requestId: "0912345678" } })).toEqual({ to: { requestId: "09*****5678" } });
  });

  it("masks what an id's field holds besides a text", () => {
    const deep = { messageId: { text: "0912345678" }, requestId: ["0912345678"], eventId: 84912345678 };
    expect(maskPeople(deep, phone)).toEqual({
      messageId: { text: "09*****5678" },
      requestId: ["09*****5678"],
      eventId: "84*****5678",
    });
  });

  it("leaves words as they are where a recipient is named", () =>
    expect(maskPeople({ recipient: "chị Lan", to: "undefined" })).toEqual({ recipient: "chị Lan", to: "undefined" }));

  it("shows no recipient, whatever stands around their number", () => {
    const digits = fc.stringMatching(/^84[35789]\d{8}$/);
    const around = fc.string().filter((text) => !/[\d+]/.test(text));
    fc.assert(
      fc.property(digits, around, around, (own, before, after) => {
        const shown = maskPeople({ text: `${before}${own}${after}` }, own);
        expect(shown.text).not.toContain(own.slice(-9));
      }),
    );
  });
});

it("a recipient whose phone is not stored any more stays without one", () => {
  expect(withPhoneMasked({ phone: null, state: "sent" })).toEqual({ phone: null, state: "sent" });
  expect(withPhoneMasked({ phone })).toEqual({ phone: "84*****5678" });
});
