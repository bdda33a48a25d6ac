import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BatchResult } from "../types.ts";
import { createResultFile, type ResultFileOptions, readRows, toMessages } from "./index.ts";

const refused: BatchResult = {
  row: 3,
  state: "refused",
  changes: [],
  source: { SĐT: "+8424381234", "Ghi chú": '=HYPERLINK("x")' },
  reason: { code: "phone_landline", message: "is a landline", vietnamese: "Là số cố định." },
};
const accepted: BatchResult = {
  row: 2,
  state: "accepted",
  messageId: "m1",
  changes: [],
  source: { SĐT: "0912345678", "Ghi chú": 'a;"b"\nc' },
};

async function write(results: readonly BatchResult[], options: Partial<ResultFileOptions> = {}) {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const file = await createResultFile({
    headings: ["SĐT", "", "Ghi chú"],
    write: (bytes) => void parts.push(new Uint8Array(bytes)),
    ...options,
  });
  for (const result of results) await file.add(result);
  await file.close();
  return new Blob(parts);
}
async function readBack(file: Blob) {
  const rows = [];
  for await (const { values } of await readRows(file)) rows.push(Object.values(values));
  return rows;
}

describe("a result file", () => {
  it("as CSV has the source's columns and three more, a byte-order mark, and no cell that a spreadsheet executes", async () => {
    const plain = { ...accepted, source: { SĐT: "09-12", "Ghi chú": "x;y" } };
    const file = await write([accepted, refused, plain], { delimiter: ";" });
    expect([...new Uint8Array(await file.slice(0, 3).arrayBuffer())]).toEqual([0xef, 0xbb, 0xbf]);
    expect((await file.text()).split("\r\n")).toEqual([
      "SĐT;Ghi chú;messageId;state;reason",
      '0912345678;"a;""b""\nc";m1;accepted;',
      `'+8424381234;"'=HYPERLINK(""x"")";;refused;phone_landline: Là số cố định.`,
      '09-12;"x;y";m1;accepted;',
      "",
    ]);
    expect(await readBack(file)).toEqual([
      ["0912345678", 'a;"b"\nc', "m1", "accepted", ""],
      ["+8424381234", '=HYPERLINK("x")', "", "refused", "phone_landline: Là số cố định."],
      ["09-12", "x;y", "m1", "accepted", ""],
    ]);
  });

  it("as XLSX has the same cells, as texts", async () => {
    expect(await readBack(await write([accepted, refused], { format: "xlsx", language: "en" }))).toEqual([
      ["0912345678", 'a;"b"\nc', "m1", "accepted", ""],
      ["+8424381234", '=HYPERLINK("x")', "", "refused", "phone_landline: is a landline"],
    ]);
  });

  it("as CSV can be read at any moment", async () => {
    let text = "";
    const write = (bytes: Uint8Array) => {
      text += new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    };
    const file = await createResultFile({ headings: ["SĐT"], write });
    await file.add(accepted);
    expect(await readBack(new Blob([text]))).toEqual([["0912345678", "m1", "accepted", ""]]);
  });

  it("of a result file has the three columns once", async () => {
    const file = await write([accepted], { headings: ["SĐT", "messageId", "state", "reason"] });
    expect((await readRows(file)).headings).toEqual(["SĐT", "messageId", "state", "reason"]);
  });

  it("keeps columns of the source that are named as one of the three, and is read as its source", async () => {
    const headings = ["SĐT", "state", "reason"];
    const source = { SĐT: "0912345678", state: "mới", reason: "đổi hàng" };
    const file = await write([{ ...accepted, source }], { headings });
    const rows = await readRows(file);
    expect(rows.headings).toEqual([...headings, "result messageId", "result state", "result reason"]);
    expect(await readBack(file)).toEqual([["0912345678", "mới", "đổi hàng", "m1", "accepted", ""]]);
    for await (const message of toMessages(rows, { templateId: "133214" }))
      expect(message).toMatchObject({ templateData: { state: "mới", reason: "đổi hàng" } });
    expect((await readRows(await write([accepted], { headings: rows.headings }))).headings).toEqual(rows.headings);
  });

  it("says which field or variable a reason is about", async () => {
    const reason = { code: "required", message: "is required", vietnamese: "Bắt buộc nhập.", path: ["reference"] };
    const [row] = await readBack(await write([{ ...refused, reason }]));
    expect(row?.at(-1)).toBe("required: reference: Bắt buộc nhập.");
    const [english] = await readBack(await write([{ ...refused, reason }], { language: "en" }));
    expect(english?.at(-1)).toBe("required: reference is required");
  });

  it("as CSV is not executed either by a spreadsheet that takes another character for the delimiter", async () => {
    const text = "x;=1+1,-2|@a\n+3\r=4";
    const file = await write([{ ...accepted, source: { "Ghi chú": text } }], { delimiter: "," });
    expect(await file.text()).not.toMatch(/[;,|\r\n]"?[=+@-]/);
    expect(await readBack(file)).toEqual([["", text, "m1", "accepted", ""]]);
  });

  it("waits until its bytes are taken", async () => {
    const order: string[] = [];
    const write = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      order.push("taken");
    };
    const file = await createResultFile({ headings: ["SĐT"], write });
    await file.add(accepted);
    order.push("added");
    expect(order).toEqual(["taken", "taken", "added"]);
  });

  it.each(["csv", "xlsx"] as const)("as %s gives every text back", (format) =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "grapheme", maxLength: 10 }), { maxLength: 20 }), async (texts) => {
        // A text with U+FFFD has been lost before.
        const kept = texts.map((text) => `x${text.replace(/[\p{Cc}\p{Cs}\ufffd-\uffff]/gu, "")}`.normalize("NFC"));
        const results = kept.map(
          (text): BatchResult => ({
            row: 2,
            state: "unknown",
            changes: [],
            source: { SĐT: text, "Ghi chú": `+${text}` },
          }),
        );
        const rows = await readBack(await write(results, { format, delimiter: ";" }));
        expect(rows.map(([first, second]) => [first, second])).toEqual(kept.map((text) => [text, `+${text}`]));
      }),
      { numRuns: 50 },
    ),
  );
});

it("a row that was refused for what its cells were stays refused when the result file is read, until its reason is emptied", async () => {
  const before = "row_refused_before";
  const reasons = [
    "row_too_wide: x",
    "formula_without_value: x",
    "cell_merged: x",
    "number_unsafe: x",
    "row_refused_before: x",
    "variable_money_wrong: x",
    "phone_landline: x",
    "",
  ];
  const lines = reasons.map(
    (reason, index) => `091234567${index},D${index},1.234,,${reason ? "refused" : ""},${reason}`,
  );
  const text = `SĐT,Mã đơn,COD,messageId,state,reason\r\n${lines.join("\r\n")}\r\n`;
  const codes = [];
  for await (const message of toMessages(await readRows(new Blob([text])), { templateId: "133214" }))
    codes.push("issues" in message ? message.issues[0]?.code : "sent");
  expect(codes).toEqual([before, before, before, before, before, before, "sent", "sent"]);
});
