import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findViolations, launch, openPage, signIn } from "./browser.ts";
import { keys, type Office, openOffice } from "./office.ts";

let office: Office;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([openOffice("file"), launch()]);
});
afterAll(async () => {
  await browser.close();
  await office.close();
});

const lines = [
  "SĐT;Mã đơn;customer_name;order;Ghi chú",
  "912345678;Đơn 71;Nguyễn Văn A;71;",
  "0987654321;Đơn 72;Trần Thị B;72;gọi trước",
  "0241234567;Đơn 73;Lê Văn C;73;",
];
const file = { name: "don-hang.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`) };

async function sendFile(page: Page): Promise<string> {
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  await page.getByText("Dòng 4").waitFor();
  await page.getByRole("button", { name: /^Gửi( tiếp)?$/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Tải kết quả" }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

it("a file is mapped, checked and sent, and after the tab was closed nothing of it is sent twice", async () => {
  const { page, faults } = await openPage(browser, `${office.url}#/file`);
  await signIn(page, keys.agent);
  const result = await sendFile(page);
  const rows = result.trim().split("\r\n");
  expect(rows).toHaveLength(4);
  expect(rows.map((row) => row.split(";").at(-2))).toEqual(["state", "accepted", "accepted", "refused"]);
  expect(await findViolations(page)).toEqual([]);
  const ids = (text: string) => [...text.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)].map(([id]) => id);
  expect(ids(result)).toHaveLength(2);

  const { page: again } = await openPage(browser, `${office.url}#/file`);
  await again.evaluate((kept) => Object.assign(localStorage, kept), await page.evaluate(() => ({ ...localStorage })));
  await signIn(again, keys.agent);
  expect(ids(await sendFile(again))).toEqual(ids(result));
  await again.goto(`${office.url}#/find`);
  await again.getByRole("searchbox").fill("đơn 71");
  await again.keyboard.press("Enter");
  await again.locator(".time-line").waitFor();
  expect(await again.getByText("Yêu cầu gửi từ shop").count()).toBe(1);
  expect(faults).toEqual([]);
  await page.context().close();
  await again.context().close();
});
