import { openAsBlob } from "node:fs";
import { describe, expect, it } from "vitest";
import { previewFile, type ReadOptions, readRows } from "./index.ts";

const open = (name: string) => openAsBlob(new URL(`../../test/corpus/${name}`, import.meta.url));
async function readAll(name: string, options?: ReadOptions) {
  const rows = [];
  for await (const row of await readRows(await open(name), options)) rows.push(row);
  return rows;
}
const codesOf = async (name: string) =>
  (await readAll(name)).map(({ row, issues = [] }) => [
    row,
    ...issues.map(({ path, code }) => `${path.join(".")} ${code}`),
  ]);

const headings = ["SĐT", "Mã đơn", "Tên khách", "Giờ khởi hành", "Ngày", "Giờ", "Số tiền", "Ghi chú"];
const name = { second: 'Trần "Tý"', third: "Đỗ Thị Ỷ", fourth: "Lê Ẩn" };

/** What a person reads in parcels, as the cells hold it. */
const parcels = [
  ["0912345678", "DH1", "Nguyễn Văn A", "28/11/2026 07:30", "28/11/2026", "07:30", "1250000", "giao; trước giờ"],
  ["912345678", "DH2", name.second, "28/11/2026 23:59:59", "29/02/2024", "23:59", "1250000.5", "hai\ndòng"],
  ["0912345678", "DH3", name.third, "01/01/2026 00:00", "31/12/1999", "00:00", "0.3", "'0912345678"],
  ["84912345678", "007", name.fourth, "15/06/2030 12:00", "15/06/2030", "12:00", "3", "=1+1"],
];
/** In a CSV file numbers stand as they looked. */
const asShown = parcels.map((cells, row) =>
  cells.map((cell, column) => {
    if (row === 0 && column === 6) return "1,250,000";
    return row === 1 && column === 3 ? "28/11/2026 23:59" : cell;
  }),
);

describe.each(["UTC", "Asia/Ho_Chi_Minh", "America/New_York"])(
  "files that LibreOffice saved, read under TZ=%s",
  (zone) => {
    it("parcels.xlsx: numbers as text, days and hours by their formats, zeros that a format shows", async () => {
      process.env["TZ"] = zone;
      const rows = await readAll("parcels.xlsx");
      expect(rows.map(({ row }) => row)).toEqual([2, 3, 4, 5]);
      expect(rows.map(({ values }) => Object.values(values))).toEqual(parcels);
      expect(Object.keys(rows[0]?.values ?? {})).toEqual(headings);
    });

    it("since-1904.xlsx: the same days by the other system", async () => {
      process.env["TZ"] = zone;
      const [first] = await readAll("since-1904.xlsx");
      expect(first?.values).toMatchObject({ Ngày: "28/11/2026", "Giờ khởi hành": "28/11/2026 07:30" });
    });
  },
);

describe("files that LibreOffice saved", () => {
  it.each([
    ["utf-8.csv", { encoding: "utf-8", delimiter: "," }, undefined],
    ["utf-16.csv", { encoding: "utf-16le", delimiter: "\t" }, undefined],
    ["windows-1258.csv", { encoding: "windows-1258", delimiter: ";" }, { encoding: "windows-1258" }],
  ] as const)(
    "%s: as it was shown, in NFC, each row with the line on which it begins",
    async (file, format, options) => {
      expect(await readRows(await open(file), options)).toMatchObject({ format: "csv", headings, ...format });
      const rows = await readAll(file, options);
      // LibreOffice writes ý as y with a grave accent in Windows-1258: findings/libreoffice-windows-1258-y-acute.sh.
      const saved =
        file === "windows-1258.csv" ? asShown.map((cells) => cells.map((cell) => cell.replace("ý", "ỳ"))) : asShown;
      expect(rows.map(({ values }) => Object.values(values))).toEqual(saved);
      expect(rows.map(({ row }) => row)).toEqual([2, 3, 5, 6]);
    },
  );

  it("windows-1258.csv is read once a person has said that it is", async () => {
    const preview = await previewFile(await open("windows-1258.csv"));
    expect(preview).toMatchObject({ encoding: "windows-1258", isEncodingCertain: false, headings });
    expect(preview.rows[2]?.values["Tên khách"]).toBe(name.third);
    expect(preview.columns.slice(0, 3)).toEqual([
      { heading: "SĐT", field: "phone", isCertain: true },
      { heading: "Mã đơn", field: "reference", isCertain: true },
      { heading: "Tên khách", field: undefined, isCertain: false },
    ]);
    await expect(readAll("windows-1258.csv")).rejects.toMatchObject({ issues: [{ code: "encoding_uncertain" }] });
  });

  it("the other sheet is read by its name, and no third one", async () => {
    expect((await readAll("parcels.xlsx", { sheet: "Khác".normalize("NFD") })).map(({ values }) => values)).toEqual([
      { SĐT: "0912345679" },
    ]);
    await expect(readAll("parcels.xlsx", { sheet: "Ba" })).rejects.toMatchObject({
      issues: [{ code: "sheet_unknown", message: expect.stringContaining("Đơn hàng, Khác") }],
    });
  });

  it("faults.xlsx: errors, merged cells and numbers that have lost digits are told, and no others", async () => {
    expect(await codesOf("faults.xlsx")).toEqual([
      [2, "Mã đơn cell_error"],
      [3, "Mã đơn cell_error"],
      [4],
      [5, "Ghi chú cell_merged"],
      [6, "Mã đơn number_unsafe"],
    ]);
    expect((await readAll("faults.xlsx"))[2]?.values["Mã đơn"]).toBe("DH9");
  });

  it("faults.csv: what an error looks like is one", async () => {
    expect(await codesOf("faults.csv")).toEqual([[2, "Mã đơn cell_error"], [3, "Mã đơn cell_error"], [4], [5], [6]]);
  });

  it("long-numbers.xlsx has the digits that long-numbers.csv has lost", async () => {
    const codes = async (file: string) => (await readAll(file)).map(({ values }) => values["Mã đơn"]);
    expect(await codes("long-numbers.xlsx")).toEqual(["123456789012", "123456789099", "123456789012"]);
    expect(await codes("long-numbers.csv")).toEqual(["1.23457E+11", "1.23457E+11", "123456789012"]);
  });
});
