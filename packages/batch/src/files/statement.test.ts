import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  findStatementHeadings,
  guessStatementColumns,
  readAmount,
  type StatementColumns,
  toStatement,
} from "./statement.ts";
import type { FileRow } from "./table.ts";

describe("an amount", () => {
  it.each([
    ["180", "VND", "180"],
    ["1.250.000", "VND", "1250000"],
    ["1,250,000", "VND", "1250000"],
    ["1.250", "VND", "1250"],
    ["1.250.000,5 đ", "VND", "1250000.5"],
    ["1,250,000.50", "USD", "1250000.50"],
    ["0.0061", "USD", "0.0061"],
    ["0,0061", "USD", "0.0061"],
    ["0.180", "VND", "0.180"],
    ["0,500", "VND", "0.500"],
    ["0.006", "USD", "0.006"],
    ["-0,500", "USD", "-0.500"],
    ["-200 ₫", "VND", "-200"],
    ["12 500", "VND", "12500"],
    ["1.250 VNĐ", "VND", "1250"],
    ["180 đồng", "VND", "180"],
    ["VND 1.250 đ", "VND", "1250"],
    ["1250000,5 đ", "VND", "1250000.5"],
    ["1.250.000", "USD", "1250000"],
    ["12,5", "USD", "12.5"],
    ["12.50", "USD", "12.50"],
    ["1234.567", "USD", "1234.567"],
  ])("%s in %s is %s", (text, currency, amount) => expect(readAmount(text, currency, false)).toBe(amount));

  it.each([
    ["1.250", "USD"],
    ["", "VND"],
    ["miễn phí", "VND"],
    ["1.25.000", "VND"],
    ["1.2500.000", "VND"],
    ["0.180.000", "VND"],
    ["012.500", "VND"],
    ["0.180,5", "VND"],
    ["1,250.000,5", "VND"],
  ])("%j in %s is not guessed", (text, currency) => expect(readAmount(text, currency, false)).toBeUndefined());

  it("of a sheet's number has a point before its fraction, and nothing else", () => {
    expect(readAmount("1.250", "VND", true)).toBe("1.250");
    expect(readAmount("1.250", "VND", false)).toBe("1250");
    expect(readAmount("1250.5", "VND", true)).toBe("1250.5");
  });

  it("is decimal text or nothing, whatever was written", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[-\d., đ]{1,20}$/));
    fc.assert(
      fc.property(text, fc.boolean(), (given, isExact) => {
        const amount = readAmount(given, "VND", isExact);
        expect(amount === undefined || /^-?\d+(\.\d+)?$/.test(amount)).toBe(true);
      }),
    );
  });

  it("as Vietnamese and English write it is the number again", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.constantFrom("vi-VN", "en-US"), (number, locale) => {
        expect(readAmount(new Intl.NumberFormat(locale).format(number), "VND", false)).toBe(String(number));
      }),
    );
  });
});

describe("a heading of a statement", () => {
  it.each<[keyof StatementColumns, string[]]>([
    ["id", ["id", "ID", "Journey ID", "journeyId", "Request ID", "requestid", "Message ID", "messageId", " Mã "]],
    [
      "time",
      ["Time", "Date", "Charged at", "chargedAt", "Thời gian", "Thời điểm tính phí", "Ngày", "Giờ", "Ngày tính"],
    ],
    ["amount", ["Amount", "Cost", "Price", "Fee", "Số tiền", "Thành tiền (đ)", "Chi phí", "Giá", "Thành tiền"]],
    ["currency", ["Currency", "Tiền tệ", "Đơn vị", "đơn vị tiền"]],
  ])("of its %s is known however it is written, and is none of another field", (field, names) => {
    const others = ["Paid", "Identity", "Timezone", "Update", "Amounts", "Coffee", "Đơn vị vận chuyển", "My currency"];
    expect(findStatementHeadings([...others, ...names], field)).toEqual(names);
  });
});

describe("a statement", () => {
  it("is read by its columns; lines without an id are left out, and amounts that cannot be read are told", async () => {
    const columns = guessStatementColumns(["STT", "Mã hành trình", "Thời gian", "Thành tiền (đ)"]);
    expect(columns).toEqual({ id: "Mã hành trình", time: "Thời gian", amount: "Thành tiền (đ)", currency: "" });
    for (const heading of ["Currency", "Tiền tệ", "Loại tiền", "Đơn vị tiền tệ", "Đơn vị"])
      expect(guessStatementColumns(["Mã", "Tiền", heading]).currency).toBe(heading);
    const lines = [
      ["1", "901", "05/01/2026", "1.250"],
      ["2", "902", "05/01/2026", "?"],
      ["", "", "Tổng", "1.250"],
    ];
    async function* read() {
      for (const [index, [number = "", id = "", time = "", amount = ""]] of lines.entries())
        yield {
          row: index + 2,
          values: { STT: number, "Mã hành trình": id, "Thời gian": time, "Thành tiền (đ)": amount },
        };
    }
    expect(await toStatement(read(), columns)).toEqual({
      rows: [{ id: "901", time: "05/01/2026", amount: "1250", currency: "VND" }],
      unreadable: [3],
      damaged: [],
    });
  });

  it("in dong is of VND, however the dong is written; a row whose cell is damaged cannot be read", async () => {
    const cells = ["901;VNĐ", "902;đ", "903;₫", "904;đồng", "905;vnd", "906;", "907;usd"].map((line) =>
      line.split(";"),
    );
    const columns = { id: "Mã", time: "Ngày", amount: "Tiền", currency: "Đơn vị" };
    async function* read(): AsyncGenerator<FileRow> {
      for (const [index, [id = "", unit = ""]] of cells.entries())
        yield { row: index + 2, values: { Mã: id, Ngày: "", Tiền: "180", "Đơn vị": unit } };
      const damaged = { row: 20, values: { Mã: "1257624175686110000", Ngày: "", Tiền: "180", "Đơn vị": "" } };
      yield {
        ...damaged,
        issues: [{ path: ["Mã"], message: "is a number of more than 15 digits", code: "number_unsafe" }],
      };
      yield {
        row: 21,
        values: { Mã: "908", Ngày: "", Tiền: "180" },
        issues: [{ path: ["Ghi chú"], message: "", code: "cell_error" }],
      };
    }
    const { rows, unreadable, damaged } = await toStatement(read(), columns);
    expect(rows.map(({ currency }) => currency)).toEqual([...Array(6).fill("VND"), "USD", "VND"]);
    expect([unreadable, damaged]).toEqual([[20], [20]]);
  });

  it("has the amounts exactly that a sheet has as numbers with a fraction", async () => {
    async function* read(): AsyncGenerator<FileRow> {
      yield { row: 2, values: { Mã: "901", Tiền: "1.250" } };
      yield { row: 3, values: { Mã: "902", Tiền: "1.250" }, fractions: new Set(["Tiền"]) };
    }
    const { rows } = await toStatement(read(), { id: "Mã", time: "", amount: "Tiền", currency: "" });
    expect(rows.map(({ amount }) => amount)).toEqual(["1250", "1.250"]);
  });

  it("has no charge left out whose id cannot be read: a merged cell, a formula without its result, lost digits", async () => {
    const columns = { id: "Mã", time: "Ngày", amount: "Tiền", currency: "" };
    async function* read(): AsyncGenerator<FileRow> {
      for (const [index, code] of (["cell_merged", "formula_without_value"] as const).entries())
        yield {
          row: index + 2,
          values: { Mã: "", Ngày: "", Tiền: "180" },
          issues: [{ path: ["Mã"], message: "", code }],
        };
      yield { row: 4, values: { Mã: "1.57654E+18", Ngày: "", Tiền: "180" } };
      yield {
        row: 5,
        values: { Mã: "", Ngày: "901", Tiền: "x" },
        issues: [{ path: [5], message: "", code: "row_too_wide" }],
      };
      yield { row: 6, values: { Mã: "", Ngày: "Tổng", Tiền: "540" } };
    }
    const unreadable = [2, 3, 4, 5];
    expect(await toStatement(read(), columns)).toEqual({ rows: [], unreadable, damaged: unreadable });
  });
});
