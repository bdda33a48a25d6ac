import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, openPage, signIn } from "./browser.ts";
import { fillOffice, keys, type Office, openOffice } from "./office.ts";

let office: Office;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([openOffice("tasks"), launch()]);
  await fillOffice(office);
});
afterAll(async () => {
  await browser.close();
  await office.close();
});

it("a task is one person's, with what was done about it", async () => {
  const { page } = await openPage(browser, `${office.url}#/tasks`);
  await signIn(page, keys.agent);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Đơn 43" }) });
  await card.getByRole("button", { name: "Nhận việc" }).click();
  await card.getByLabel("Ghi chú").fill("Khách hẹn gọi lại sau 5 giờ");
  await card.getByRole("button", { name: "Đã gọi khách" }).click();
  await card.getByText("Gọi lúc").waitFor();

  const { page: other } = await openPage(browser, `${office.url}#/tasks`);
  await signIn(other, keys.lead);
  const theirs = other.getByRole("listitem").filter({ has: other.getByRole("heading", { name: "Đơn 43" }) });
  await theirs.getByText("shop đang lo").waitFor();
  await theirs.getByText("Khách hẹn gọi lại sau 5 giờ").waitFor();
  expect(await theirs.getByRole("button", { name: "Nhận việc" }).count()).toBe(0);

  await card.getByRole("button", { name: "Xong" }).click();
  await card.waitFor({ state: "detached" });
  await page.getByLabel("Xem").selectOption("done");
  await card.getByText("Khách hẹn gọi lại sau 5 giờ").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Tải CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/tasks\.csv$/);
  await page.context().close();
  await other.context().close();
});
