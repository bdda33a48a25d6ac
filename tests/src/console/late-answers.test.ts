import type { Locator, Page } from "playwright";
import { expect, it } from "vitest";
import { keys } from "./office.ts";
import { useOffice } from "./use-office.ts";

const office = useOffice("late-answers");

const fillPhone = (phone: string) => (dialog: Locator) => dialog.locator("input[type=tel]").fill(phone);
const fillPerson = async (dialog: Locator) => {
  await fillPhone("0912000998")(dialog);
  await dialog.getByLabel("Lý do").fill("Khách không muốn nhận");
};
const nothing = async () => {};
const find = async (page: Page) => {
  await page.getByRole("searchbox").fill("đơn 43");
  await page.keyboard.press("Enter");
  await page.locator(".time-line").waitFor();
};

/** Each dialog that is open or not: its page, what opens it, what it asks for, and what it is filled with. */
const dialogs = [
  ["delete a person", "find", find, "Xóa dữ liệu của người này", "**/v1/journeys/forget", fillPhone("0912000999")],
  ["close a month", "costs?month=2026-01", nothing, "Chốt tháng", "**/v1/costs/close", nothing],
  ["deliver events again", "account", nothing, "Báo lại theo ngày", "**/v1/events/replay", nothing],
  ["stop messages", "account", nothing, "Chặn một số", "**/v1/suppressions", fillPerson],
] as const;

it.each(dialogs)("%s: the answer of a dialog that was closed leaves the next one open", async (...row) => {
  const [, place, prepare, name, url, fill] = row;
  const { page } = await office.open(`#/${place}`, keys.lead);
  await prepare(page);
  const held = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await page.route(url, async (route) => {
    asked.resolve();
    await held.promise;
    await route.continue();
  });
  const opener = page.getByRole("button", { name, exact: true }).first();
  const dialog = page.getByRole("dialog");
  await opener.click();
  await fill(dialog);
  await dialog.locator("button[type=submit]").click();
  await asked.promise;
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await opener.click();
  await dialog.waitFor();
  const answered = page.waitForResponse(url);
  held.resolve();
  expect((await answered).ok()).toBe(true);
  await expect.poll(() => page.getByRole("status").allTextContents()).not.toEqual([""]);
  // What closes it would do so where it is announced.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
  expect(await dialog.count()).toBe(1);
});
