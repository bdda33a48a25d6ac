import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { findViolations } from "./browser.ts";
import { keys } from "./office.ts";
import { useOffice } from "./use-office.ts";

const office = useOffice("costs");

it("a month that is typed is looked at once it is whole", async () => {
  const { page } = await office.open("#/costs?month=2026-02", keys.watcher);
  const month = page.getByLabel("Tháng");
  // As in browsers without a calendar of months.
  await month.evaluate((input: HTMLInputElement) => {
    input.type = "text";
  });
  await month.fill("");
  await month.pressSequentially("2026-0");
  expect(await month.inputValue()).toBe("2026-0");
  expect(page.url()).toContain("month=2026-02");
  await month.pressSequentially("3");
  await page.waitForURL(/month=2026-03/);
});

it("NXCLOUD's statement is dropped, and held against what was charged, line by line", async () => {
  const desk = office.desk(keys.lead);
  const dayOf = (time: number) => new Date(time + 7 * 3_600_000).toISOString().slice(0, 10);
  const day = dayOf(Date.now());
  // Midnight in Vietnam may have come since the office was filled.
  const from = dayOf(Date.now() - 86_400_000);
  const { onlyOurs } = await desk.costs.reconcile({ from, to: day, rows: [] });
  const [first, second] = onlyOurs.map(({ journeyId = "", amount, currency }) => ({ journeyId, amount, currency }));
  if (!first || !second) throw new Error("the office has been charged for two journeys at least");
  const rows = [
    `${first.journeyId};${day};${first.amount};${first.currency}`,
    `${second.journeyId};${day};777;${second.currency}`,
    `999999;${day};1.250;VND`,
    `888888;${day};miễn phí;`,
    ";Tổng;9.999;",
    `"1,57695E+18";${day};180;VND`,
  ];
  const buffer = Buffer.from(`\ufeff${["Mã hành trình;Thời gian;Số tiền;Tiền tệ", ...rows].join("\r\n")}\r\n`);

  const { page, faults } = await office.open(`#/costs?month=${day.slice(0, 7)}`, keys.watcher);
  await page.getByRole("button", { name: "Đối chiếu với NXCLOUD" }).click();
  await page.locator("input[type=file]").setInputFiles({ name: "bang-ke.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Đối chiếu", exact: true }).click();
  await page.getByText("Không đọc được số tiền ở dòng 5.").waitFor();
  await page.getByText("làm mất chữ số của mã, ở dòng 7: hãy lấy lại bảng kê").waitFor();
  await page.getByRole("row", { name: new RegExp(`${second.journeyId} Khác giá`) }).waitFor();
  await page.getByRole("row", { name: /999999 Chỉ có ở NXCLOUD — 1\.250 ₫/ }).waitFor();
  expect(await page.getByRole("row", { name: new RegExp(first.journeyId) }).count()).toBe(0);
  expect(await findViolations(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Tải CSV" }).last().click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toContain("999999;Chỉ có ở NXCLOUD;;1.250 ₫;");
  expect(faults).toEqual([]);
});

it("of a label with a value for each order, the first rows are shown, and the file has all of them", async () => {
  const { page } = await office.open("", keys.lead);
  const rows = Array.from({ length: 10_000 }, (_, place) => ({
    key: `Đơn ${place}`,
    journeys: 1,
    messages: 1,
    amount: "200",
    currency: "VND",
  }));
  const total = [{ amount: "2000000", currency: "VND", journeys: 10_000, messages: 10_000 }];
  await page.route("**/v1/costs", (route) =>
    route.fulfill({ json: { rows, total, uncharged: { journeys: 0, messages: 0 } } }),
  );
  await page.goto(`${office.url}#/costs?group=label&label=order`);
  await page.getByText("Bảng chỉ hiện 500 dòng đầu").waitFor();
  expect(await page.locator("tbody tr").count()).toBe(500);
  expect(await page.getByRole("progressbar", { includeHidden: true }).last().getAttribute("max")).toBe("200");
});
