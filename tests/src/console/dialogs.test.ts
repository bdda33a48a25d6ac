import type { Browser, Locator, Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findViolations, launch, openPage, signIn } from "./browser.ts";
import { fillOffice, keys, type Office, openOffice } from "./office.ts";

let office: Office;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([openOffice("dialogs"), launch()]);
  await fillOffice(office);
  await office.shop.sendTemplate({
    phone: "84912000081",
    tokenType: "token_logistics_7",
    reference: "Đơn 81",
    templateId: "133214",
    templateData: { customer_name: "Nguyễn Văn A", order: "81" },
    sendAt: new Date(Date.now() + 3_600_000),
  });
  await office.settle();
});
afterAll(async () => {
  await browser.close();
  await office.close();
});

const find = (question: string) => async (page: Page) => {
  await page.getByRole("searchbox").fill(question);
  await page.keyboard.press("Enter");
  await page.locator(".time-line").waitFor();
};
const rows = (page: Page) => page.locator(".virtual-row").first().waitFor();
const nothing = async () => {};

/** Every dialog: the page that it is on, what has to be there first, and the button that opens it. */
const dialogs = [
  ["send again", "find", find("đơn 43"), "Gửi lại"],
  ["correct and send again", "find", find("đơn 43"), "Sửa rồi gửi lại"],
  ["cancel", "find", find("đơn 81"), "Hủy tin"],
  ["delete a person", "find", find("đơn 43"), "Xóa dữ liệu của người này"],
  ["a task's story", "tasks", nothing, "Xem diễn biến"],
  ["send many again", "messages?code=-118", rows, "Gửi lại hàng loạt"],
  ["cancel many", "messages?template=133214", rows, "Hủy hàng loạt"],
  ["close a month", "costs?month=2026-01", nothing, "Chốt tháng"],
  ["a test of a template", "templates", nothing, "Gửi thử"],
] as const;

const looks = [
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 360 },
] as const;

const hasFocus = (locator: Locator) => locator.evaluate((element) => element.contains(document.activeElement));

const isBehind = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: own } = document;
    return own !== null && own !== document.body && own.closest("dialog") === null;
  });

it.each(dialogs)("%s: accessible, kept to by the keyboard, left by Escape", async (_, place, prepare, name) => {
  for (const { colorScheme, width } of looks) {
    const viewport = { width, height: 800 };
    const { page, faults } = await openPage(browser, `${office.url}#/${place}`, { viewport, colorScheme });
    await signIn(page, keys.lead);
    await prepare(page);
    const opener = page.getByRole("button", { name, exact: true }).first();
    await opener.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    // Not its closing, where there is something to do.
    if (name !== "Xem diễn biến") await expect.poll(() => hasFocus(dialog.locator("form"))).toBe(true);
    expect(await findViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    // The browser itself may be reached between the last field and the first, and the page behind the dialog never.
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press("Tab");
      expect(await isBehind(page)).toBe(false);
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => hasFocus(opener)).toBe(true);
    expect(faults).toEqual([]);
    await page.context().close();
  }
});

it("the work list is worked on by the keyboard alone", async () => {
  const { page } = await openPage(browser, `${office.url}#/tasks`);
  await signIn(page, keys.desk);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Đơn 44" }) });
  await card.getByRole("button", { name: "Nhận việc" }).focus();
  await page.keyboard.press("Enter");
  await card.getByLabel("Ghi chú").waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press("Tab");
  expect(await hasFocus(card)).toBe(true);
  await card.getByLabel("Ghi chú").focus();
  await page.keyboard.type("Gọi lại sau");
  await card.getByRole("button", { name: "Đã gọi khách" }).focus();
  await page.keyboard.press("Enter");
  await card.getByText("Gọi lúc").waitFor();
  await card.getByRole("button", { name: "Xong" }).focus();
  await page.keyboard.press("Enter");
  await card.waitFor({ state: "detached" });
  // What had the focus is gone: it is on the page still, not at its very beginning.
  await page.keyboard.press("Tab");
  expect(await hasFocus(page.locator("main"))).toBe(true);
  await page.context().close();
});
