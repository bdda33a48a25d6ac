import fc from "fast-check";
import { expect, it } from "vitest";
import { toIdentity, toKey } from "./keys.ts";
import { toReadyRow } from "./messages.ts";
import { createTestBatch, parcel, runAll } from "./testing/batch.ts";
import type { BatchMessage } from "./types.ts";

/** The key of a row, as any run makes it. */
function keyOf(
  row: Omit<BatchMessage, "row" | "templateId"> & { readonly templateId?: string },
  occasion?: string,
): string {
  const ready = toReadyRow({ row: 2, templateId: "133214", ...row }, "84");
  if ("refusal" in ready) throw new Error(ready.refusal.message);
  return toKey(toIdentity(ready, occasion));
}

const text = fc.string({ unit: "grapheme", maxLength: 12, size: "max" });
const data = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean()), { noNullPrototype: true });

it("is the same whatever the order of the columns, for as long as the format of keys stands", () => {
  fc.assert(
    fc.property(data, (templateData) => {
      const turned = Object.fromEntries(Object.entries(templateData).reverse());
      expect(keyOf({ phone: "0912345678", templateData })).toBe(keyOf({ phone: "+84912345678", templateData: turned }));
    }),
  );
  // A new version that makes other keys sends again what an older one has sent.
  expect(keyOf({ phone: "0912345678", reference: "Đơn 42", templateData: {} })).toBe(
    "batch-d37cbe7d6789f27624b3f24c91008c5331ddde14",
  );
  expect(keyOf({ phone: "0912345678", templateData: { status: "Đang giao" } })).toBe(
    "batch-be9c3c635bd83d1df17abecadb0b583a160bb8af",
  );
  expect(keyOf({ phone: "+66812345678", templateData: { status: "Đang giao" } })).toBe(
    "batch-58c51774c3a9d0eb50b99845c2976818cb589b7c",
  );
});

it("goes by the reference alone where there is one, and by phone and data where there is none", () => {
  const row = { phone: "0912345678", templateData: { a: "1" } };
  const referred = { ...row, reference: "Đơn 42" };
  expect(keyOf({ ...referred, phone: "0987654321", templateData: { a: "2" } })).toBe(keyOf(referred));
  expect(keyOf({ ...referred, reference: "Đơn 42".normalize("NFD") })).toBe(keyOf(referred));
  expect(keyOf({ ...row, phone: "0987654321" })).not.toBe(keyOf(row));
  expect(keyOf({ ...row, templateData: { a: "2" } })).not.toBe(keyOf(row));
  expect(keyOf({ ...row, reference: " " })).toBe(keyOf(row));
  expect(keyOf({ ...referred, app: "default" })).toBe(keyOf(referred));
});

it("is another one for another reference, occasion, template or application", () => {
  const row = { phone: "0912345678", reference: "Đơn 42", templateData: {} };
  const keys = [
    keyOf(row),
    keyOf(row, "second reminder"),
    keyOf({ ...row, reference: "Đơn 43" }),
    keyOf({ ...row, app: "other" }),
    keyOf({ ...row, templateId: "133215" }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  fc.assert(
    fc.property(text, text, (one, other) => {
      fc.pre(one.normalize("NFC").trim() !== "" && other.normalize("NFC").trim() !== "");
      const isEqual = keyOf({ ...row, reference: one }) === keyOf({ ...row, reference: other });
      if (!isEqual) expect(one).not.toBe(other);
    }),
  );
});

it("an occasion is read as a reference is, and one that is empty is refused before anything is sent", async () => {
  const { batch, sent } = createTestBatch();
  const key = async (occasion: string) => (await runAll(batch, [parcel(2)], { occasion })).results[0]?.idempotencyKey;
  expect(await key(" Đợt  2 ".normalize("NFD"))).toBe(await key("Đợt 2"));
  const before = sent().length;
  for (const occasion of ["", " "])
    for (const start of [() => batch.run([parcel(2)], { occasion }), () => batch.check([parcel(2)], { occasion })])
      expect(start).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "empty" })] }));
  expect(sent()).toHaveLength(before);
});
