import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCli } from "../../test/run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-phones-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** No gateway is known here, and none is needed. */
const check = (name: string, lines: readonly string[], ...more: string[]) => {
  writeFileSync(join(folder, name), `\ufeff${lines.join("\r\n")}\r\n`);
  return runCli(["phones", "check", name, ...more], { cwd: folder, env: { XDG_CONFIG_HOME: folder } });
};

const lines = [
  "Số điện thoại;Mã đơn;Quốc gia",
  "0912345678;1,23457E+11;",
  "912345678;DH2;",
  "8.4912E+10;DH3;",
  "02438123456;DH4;",
  "#N/A;DH5;",
  "4155550100;DH6;1",
  "0162345678 9;DH7;",
];

it("says row by row what is corrected and refused, shows no whole number, and does not look at other columns", async () => {
  const { code, stdout, stderr } = await check("a.csv", lines);
  expect([code, stderr]).toEqual([4, ""]);
  expect(stdout.split("\n")).toEqual([
    expect.stringMatching(/^row 3: corrected, 84\*{5}5678, with the 0 that it had lost \(phone_zero_restored\)$/),
    expect.stringMatching(/^row 4: refused, .* \(phone_spreadsheet_number\)$/),
    expect.stringMatching(/^row 5: refused, .* \(phone_landline\)$/),
    expect.stringMatching(/^row 6: refused, .* \(cell_error\)$/),
    expect.stringMatching(/^row 7: corrected, 14\*{5}0100, with its country's code \(phone_country_added\)$/),
    expect.stringMatching(/^row 8: corrected, 84\*{5}6789, as it is since 2018 \(phone_2018_renewed\)$/),
    "1 right, 3 corrected, 3 refused",
    "",
  ]);
  expect(stdout).not.toMatch(/\d{7}/);
});

it("gives the same as JSON, and speaks Vietnamese", async () => {
  const { noticed, ...counts } = JSON.parse((await check("a.csv", lines, "--json")).stdout);
  expect(counts).toEqual({ rows: 7, right: 1, corrected: 3, refused: 3 });
  expect(noticed[0]).toMatchObject({ row: 3, verdict: "corrected", codes: ["phone_zero_restored"] });
  const vi = await check("a.csv", lines, "--language", "vi");
  expect(vi.stdout).toMatch(/^dòng 5: từ chối, .*\p{L}.* \(phone_landline\)$/mu);
  expect(vi.stdout).toContain("1 đúng, 3 đã sửa, 3 từ chối");
});

it("takes the column that a mapping names, and asks for one where none is certain", async () => {
  const two = ["SĐT;Di động KH", "028;0912345678"];
  writeFileSync(join(folder, "map.json"), JSON.stringify({ fields: { phone: "Di động KH" } }));
  expect(await check("b.csv", two, "--map", "map.json")).toMatchObject({
    code: 0,
    stdout: "1 right, 0 corrected, 0 refused\n",
  });
  const unnamed = await check("c.csv", ["a;b", "1;2"]);
  expect(unnamed).toMatchObject({ code: 2, stderr: expect.stringMatching(/phone.* map it/) });
  const vi = await check("c.csv", ["a;b", "1;2"], "--language", "vi");
  expect(vi.stderr).toContain("phone: Không có cột nào chắc chắn là số điện thoại");
  expect(await check("d.csv", ["Danh sách;", "SĐT;x", "0912345678;1"], "--heading-row", "2")).toMatchObject({
    code: 0,
  });
});

it("ends with 4 where some numbers are refused, and with 1 where all are", async () => {
  const heading = ["SĐT"];
  expect((await check("e.csv", [...heading, "02438123456", "912345678"])).code).toBe(4);
  expect((await check("e.csv", [...heading, "02438123456", "1900"])).code).toBe(1);
  expect((await check("e.csv", heading)).code).toBe(0);
});
