import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { findViolations } from "./browser.ts";
import { keys } from "./office.ts";
import { useOffice } from "./use-office.ts";

const office = useOffice("account");

it("a lead stops messages to a number and lifts that again, by the number itself", async () => {
  const { page, faults } = await office.open("#/account", keys.lead);
  const section = page
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "Người nhận bị chặn gửi" }) });
  await page.getByRole("button", { name: "Chặn một số" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Điện thoại").fill("0912 000 777");
  await dialog.getByLabel("Chặn tin nào").selectOption("tag:3");
  await dialog.getByLabel("Lý do").fill("gọi số 0912000777");
  await dialog.getByRole("button", { name: "Chặn", exact: true }).click();
  await dialog.getByRole("alert").waitFor();
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByLabel("Lý do").fill("Khách không muốn nhận");
  await dialog.getByRole("button", { name: "Chặn", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  const row = section.getByRole("listitem").filter({ hasText: "•••• 0777" });
  await row.getByText("Chặn thủ công: Khách không muốn nhận").waitFor();
  expect(await row.locator(".tag").textContent()).toBe("tin hậu mãi");

  await row.getByRole("button", { name: "Bỏ chặn" }).click();
  await dialog.getByLabel("Nhập đủ số điện thoại").fill("0912000778");
  await dialog.getByRole("button", { name: "Bỏ chặn" }).click();
  await dialog.getByText("không phải số đang bị chặn").waitFor();
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByLabel("Nhập đủ số điện thoại").fill("0912000777");
  await dialog.getByRole("button", { name: "Bỏ chặn" }).click();
  await dialog.waitFor({ state: "detached" });
  await row.waitFor({ state: "detached" });
  expect(faults).toEqual([]);
});

it("what a person asks for is done by their number, and listed with what it was", async () => {
  const { page, faults } = await office.open("#/account", keys.lead);
  const section = page.locator("section").filter({ has: page.getByRole("heading", { name: "Yêu cầu của khách" }) });
  const dialog = page.getByRole("dialog");
  await section.getByRole("button", { name: "Xuất dữ liệu của một người" }).click();
  await dialog.getByLabel("Nhập đủ số điện thoại").fill("0912345678");
  expect(await findViolations(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Xuất" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^nxzalo-\d{4}-\d\d-\d\d-person\.json$/);
  expect(await readFile(await download.path(), "utf8")).toContain("Đơn 42");
  await section.getByText("Xuất dữ liệu •••• 5678").waitFor();

  await section.getByRole("button", { name: "Hạn chế xử lý dữ liệu của một người" }).click();
  await dialog.getByLabel("Nhập đủ số điện thoại").fill("0987654321");
  await dialog.getByRole("button", { name: "Hạn chế xử lý" }).click();
  await section.getByText("Hạn chế xử lý •••• 4321").waitFor();
  expect(await findViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
});

it("what could not be told to other systems is listed with its reason, and some days are told again", async () => {
  const body = '{"status":"<img src=x onerror=alert(1)>"}';
  await fetch(office.receiptsUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { page, faults } = await office.open("#/account", keys.lead);
  const section = page.locator("section").filter({ has: page.getByRole("heading", { name: "Báo cho hệ thống khác" }) });
  const row = section.getByRole("listitem").filter({ hasText: "Báo nhận" });
  await row.getByText("Nội dung").click();
  await row.getByText("<img src=x onerror=alert(1)>").waitFor();
  expect(await row.getByRole("button", { name: "Báo lại" }).count()).toBe(0);
  expect(await findViolations(page)).toEqual([]);
  await section.getByRole("button", { name: "Báo lại theo ngày" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Từ ngày").fill("2026-01-06");
  await dialog.getByLabel("Đến ngày").fill("2026-01-04");
  await dialog.getByRole("button", { name: "Báo lại" }).click();
  await dialog.getByRole("alert").waitFor();
  await dialog.getByLabel("Đến ngày").fill("2026-01-06");
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Báo lại" }).click();
  await page.getByText("Sẽ báo lại 0 sự kiện.").waitFor();
  await section.getByLabel("Trạng thái").selectOption("waiting");
  await section.getByText("Chưa có gì.").waitFor();
  expect(faults).toEqual([]);
});

it("what Zalo has said of a recipient is listed with its reason, for who may only read, too", async () => {
  const { page } = await office.open("#/account", keys.watcher);
  await page
    .getByText(/^Zalo báo: /)
    .first()
    .waitFor();
  expect(await page.getByRole("button", { name: /[Cc]hặn|Xuất|Hạn chế|Xóa/ }).count()).toBe(0);
  expect(await page.getByText("0900 100").count()).toBe(0);
});
