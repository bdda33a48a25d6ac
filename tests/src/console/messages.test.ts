import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, openPage, signIn } from "./browser.ts";
import { fillOffice, keys, type Office, openOffice } from "./office.ts";

let office: Office;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([openOffice("messages"), launch()]);
  await fillOffice(office);
});
afterAll(async () => {
  await browser.close();
  await office.close();
});

it("the list is narrowed by what stands in the address, and saved as it is shown", async () => {
  const { page } = await openPage(browser, `${office.url}#/messages?people=missed`);
  await signIn(page, keys.lead);
  const rows = page.locator(".virtual-row");
  await rows.nth(2).waitFor();
  expect(await rows.locator(".chip").allTextContents()).toEqual(["Không tới", "Không tới", "Không tới"]);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Tải CSV" }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  expect(text.startsWith("\ufeffMã tin;Lúc;Trạng thái;")).toBe(true);
  expect(text.trim().split("\r\n")).toHaveLength(4);
  expect(text).toContain("Đơn 43");
  await page.getByLabel("Mã lỗi").fill("-118");
  await page.waitForURL(/code=-118/);
  await page.getByText("Tất cả 1 tin").waitFor();
  expect(await rows.count()).toBe(1);
  await page.context().close();
});

it("what is done to many is counted first, and has to be confirmed by its number", async () => {
  const { page } = await openPage(browser, `${office.url}#/messages?code=1102`);
  await signIn(page, keys.lead);
  await page.locator(".virtual-row").first().waitFor();
  await page.getByRole("button", { name: "Gửi lại hàng loạt" }).click();
  const dialog = page.getByRole("dialog");
  const submit = dialog.getByRole("button", { name: "Gửi lại 1 tin" });
  await submit.waitFor();
  expect(await submit.isDisabled()).toBe(true);
  await dialog.getByLabel("Nhập 1 để xác nhận").fill("1");
  await submit.click();
  await dialog.getByText("Không gửi lại được: Tài khoản NXCLOUD không đủ số dư").waitFor();
  await page.context().close();
});

/** Answers searches with 100,000 messages: only how the page bears them is looked at. */
async function answerWithMany(page: Page): Promise<void> {
  const count = 100_000;
  await page.route("**/v1/messages/search", async (route) => {
    const { cursor = "0" } = route.request().postDataJSON() as { cursor?: string };
    const start = Number(cursor);
    const messages = Array.from({ length: Math.min(20_000, count - start) }, (_, place) => ({
      messageId: `00000000-0000-4000-8000-${String(start + place).padStart(12, "0")}`,
      state: "delivered",
      phone: "84*****5678",
      reference: `Đơn ${start + place}`,
      templateId: "133214",
      app: "default",
      caller: "shop",
      labels: {},
      createdAt: new Date(1_795_000_000_000 - (start + place) * 1_000).toISOString(),
      requestId: null,
    }));
    const end = start + messages.length;
    await route.fulfill({ json: { messages, nextCursor: end < count ? String(end) : null } });
  });
}

it("100,000 rows are scrolled smoothly, and only those that are seen are drawn", async () => {
  const { page } = await openPage(browser, office.url);
  await answerWithMany(page);
  await signIn(page, keys.lead);
  await page.goto(`${office.url}#/messages`);
  const list = page.getByRole("table", { name: "Danh sách tin" });
  await list.waitFor();
  for (const loaded of ["40.000", "60.000", "80.000"]) {
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.getByText(`Đã tải ${loaded} tin`).waitFor();
  }
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await page.getByText("Tất cả 100.000 tin").waitFor();
  const frames = await list.evaluate(async (element) => {
    const times: number[] = [];
    let before = performance.now();
    for (let frame = 0; frame < 60; frame += 1) {
      element.scrollTo(0, (element.scrollHeight / 60) * frame);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - before);
      before = now;
    }
    return times.sort((one, other) => one - other);
  });
  const median = frames[30] ?? Number.POSITIVE_INFINITY;
  console.log(`console: a frame of 100,000 rows takes ${median.toFixed(0)} ms, ${frames.at(-1)?.toFixed(0)} at most`);
  expect(median).toBeLessThan(100);
  expect(await page.locator(".virtual-row").count()).toBeLessThan(80);
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await page.getByText("Đơn 99999").waitFor();
  await page.context().close();
});
