import { expect, it } from "vitest";
import { toCsv } from "./csv.ts";

it("is what spreadsheets of the language open", () => {
  const rows = [
    ["Mã đơn", "Ghi chú"],
    ["Đơn 42", 'nói "gọi lại"; sau 5 giờ'],
  ];
  expect(toCsv(rows, "vi")).toBe('\ufeffMã đơn;Ghi chú\r\nĐơn 42;"nói ""gọi lại""; sau 5 giờ"\r\n');
  expect(toCsv([["a", "b,c"]], "en")).toBe('\ufeffa,"b,c"\r\n');
});

it("a number stays a number, also one below 0", () => {
  expect(toCsv([[{ decimal: "-118" }, { decimal: "0.5" }]], "vi")).toBe("\ufeff-118;0,5\r\n");
  expect(toCsv([[{ decimal: "0.5" }]], "en")).toBe("\ufeff0.5\r\n");
});

it("what another country's spreadsheet takes for a cell's beginning is no formula either", () => {
  expect(toCsv([["", "a;=1+1;b"]], "en")).toBe('\ufeff,"a;\'=1+1;b"\r\n');
  expect(toCsv([["", "a,=1+1,b"]], "vi")).toBe('\ufeff;"a,\'=1+1,b"\r\n');
  expect(toCsv([["", "a\r=1+1\rb"]], "vi")).toBe('\ufeff;"a\r\'=1+1\rb"\r\n');
});

it.each(["=1+1", "+84912345678", "-2", "@SUM(A1)", " =1", "＝1"])("%j stays a text", (cell) => {
  expect(toCsv([[cell]], "en")).toBe(`\ufeff'${cell}\r\n`);
});
