import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { xlsxBytes } from "../../../batch/src/testing/make-xlsx.ts";
import { runCli } from "../../test/run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-read-flags-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sheetRow = (...cells: string[]) =>
  `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;
const sheetOf = (...rows: string[]) =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.join("")}</sheetData></worksheet>`;

/** The phones are on the second sheet, below a title and a line of other headings. */
beforeAll(() => {
  const sheets = '<sheet name="Ghi chú" sheetId="1" r:id="rId1"/><sheet name="Đơn hàng" sheetId="2" r:id="rId2"/>';
  const phones = sheetOf(
    sheetRow("Danh sách tháng 11"),
    sheetRow("SĐT cũ", "Mã"),
    sheetRow("SĐT", "Mã đơn"),
    sheetRow("0912345678", "A1"),
    sheetRow("0281234567", "A2"),
  );
  const parts = { "xl/worksheets/sheet2.xml": new TextEncoder().encode(phones) };
  writeFileSync(join(folder, "two.xlsx"), xlsxBytes({ rows: sheetRow("chỉ ghi chú"), sheets, parts }));
  writeFileSync(join(folder, "titled.csv"), "Danh sách;;\nBưu cục;Quận 1;\nSĐT;Mã đơn;status\n0912345678;L1;x\n");
});

const run = (...args: string[]) => runCli(args, { cwd: folder, env: { XDG_CONFIG_HOME: folder } });
const json = async (...args: string[]) => {
  const { code, stdout } = await run(...args, "--json");
  return [code, JSON.parse(stdout)];
};
const check = ["--template", "133214", "--check"];

it("--sheet and --heading-row name where the rows of a workbook are", async () => {
  const named = ["two.xlsx", "--sheet", "Đơn hàng", "--heading-row", "3"];
  expect(await json("phones", "check", ...named)).toMatchObject([4, { rows: 2, right: 1, refused: 1 }]);
  const [code, summary] = await json("send-file", ...named, ...check);
  expect([code, summary]).toMatchObject([4, { rows: 2, send: 1, refused: 1 }]);
  expect(summary.noticed).toMatchObject([{ row: 5, codes: ["phone_landline"] }]);
});

it("without --sheet the first one is read; one that is not there is refused, and those that are there are named", async () => {
  expect(await run("send-file", "two.xlsx", ...check)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/phone.*chỉ ghi chú/),
  });
  const wrong = await run("phones", "check", "two.xlsx", "--sheet", "Đơn");
  expect(wrong).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/Ghi chú.*Đơn hàng/) });
  const vi = await run("phones", "check", "two.xlsx", "--sheet", "Đơn", "--language", "vi");
  expect(vi).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/sheet: .*trang.* Tệp có: Ghi chú, Đơn hàng\.$/m),
  });
});

it("--heading-row is the row of the headings in a CSV file; without it, the first that is not empty", async () => {
  const titled = ["send-file", "titled.csv", ...check];
  expect(await json(...titled, "--heading-row", "3")).toMatchObject([0, { rows: 1, send: 1 }]);
  expect(await run(...titled)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /\nrow 1 was read as the headings; .*--heading-row; .*--map.*\{"fields":\{"phone":"…"\}\}\n.*\n {2}phone: .*Danh sách: map it\n$/,
    ),
  });
  const vi = await run("phones", "check", "titled.csv", "--language", "vi");
  expect(vi.stderr).toMatch(
    /^dòng 1 được đọc làm tiêu đề cột; .*--heading-row; .*--map.*\n.*\n {2}phone: .* Tệp có: Danh sách\.\n$/,
  );
  writeFileSync(join(folder, "map.json"), '{"fields":{"phone":"Điện thoại"}}');
  const mapped = await run(...titled, "--heading-row", "3", "--map", "map.json", "--language", "vi");
  expect(mapped.stderr).toMatch(/dòng 3 được đọc.*\n.*\n {2}fields\.phone: .* Tệp có: SĐT, Mã đơn, status\.\n$/);
  expect((await run(...titled, "--heading-row", "2")).code).toBe(2);
});

it("what is wrong with a row, or with the whole file, is said so in both languages", async () => {
  const row = ["phones", "check", "titled.csv", "--heading-row", "99"];
  expect((await run(...row)).stderr).toMatch(/\n {2}row 99: has no line of headings\n$/);
  expect((await run(...row, "--language", "vi")).stderr).toMatch(/\n {2}dòng 99: Thiếu dòng tiêu đề cột\.\n$/);
  writeFileSync(join(folder, "cut.xlsx"), "PK\u0003\u0004cut off");
  expect((await run("phones", "check", "cut.xlsx")).stderr).toMatch(/\n {2}it is damaged or cut off: save it again\n$/);
  expect((await run("phones", "check", "cut.xlsx", "--language", "vi")).stderr).toMatch(/\n {2}Tệp bị hỏng[^\n]*\n$/);
});

it("--sheet with a CSV file, and --encoding with an XLSX file, are refused by every command that reads files, before a gateway is asked", async () => {
  const commands = [
    ["phones", "check"],
    ["send-file", "--template", "133214"],
    ["send-file", ...check],
    ["costs", "reconcile", "--month", "2026-11"],
  ];
  const wrong = [
    [
      ["titled.csv", "--heading-row", "3", "--sheet", "Đơn hàng"],
      /\n {2}sheet: .*CSV.*leave it out\n$/,
      /\n {2}sheet: .*hãy bỏ đi\.\n$/,
    ],
    [
      ["two.xlsx", "--encoding", "windows-1258"],
      /\n {2}encoding: .*XLSX.*leave it out\n$/,
      /\n {2}encoding: .*hãy bỏ đi\.\n$/,
    ],
  ] as const;
  for (const command of commands)
    for (const [flags, english, vietnamese] of wrong) {
      const said = await run(...command, ...flags);
      expect([said.code, said.stdout], said.stderr).toEqual([2, ""]);
      expect(said.stderr).toMatch(english);
      expect((await run(...command, ...flags, "--language", "vi")).stderr).toMatch(vietnamese);
    }
});

it("a --map that is no JSON, and a --template without a name, are refused by their own names", async () => {
  writeFileSync(join(folder, "broken.json"), "{");
  const send = ["send-file", "titled.csv", "--heading-row", "3", "--check"];
  for (const command of [
    ["phones", "check", "titled.csv"],
    [...send, "--template", "133214"],
  ])
    expect(await run(...command, "--map", "broken.json")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^--map broken\.json: is no JSON$/m),
    });
  const unnamed = await run(...send, "--template", " ");
  expect([unnamed.code, unnamed.stderr]).toEqual([2, "--template: must not be empty\n"]);
});

it("a --heading-row that cannot be one is refused before anything is read", async () => {
  for (const row of ["0", "-1", "99"]) {
    const { code, stdout, stderr } = await run("phones", "check", "titled.csv", "--heading-row", row);
    expect([code, stdout], row).toEqual([2, ""]);
    expect(stderr).toMatch(/heading/i);
  }
  expect((await run("phones", "check", "titled.csv", "--heading-row", "three")).code).toBe(2);
});
