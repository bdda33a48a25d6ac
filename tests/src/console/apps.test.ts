import { expect, it } from "vitest";
import { findViolations } from "./browser.ts";
import { useOffice } from "./use-office.ts";

const north = "north-0123456789abcdef";
const all = "all-0123456789abcdef";
const env = {
  NXCLOUD_APPS: "north:sandbox-app-2",
  GATEWAY_API_KEYS: `north:send+read+people+admin:north:${north},all:send+read+people+admin:${all}`,
};
const office = useOffice("apps", { env, isFilled: false });

const file = (place: number) => ({
  name: "don-hang.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(`SĐT;Mã đơn;customer_name;order\n09120009${place};Đơn ${place};Nguyễn Văn A;${place}\n`),
});

it("who is limited to one application does all that they may in that one", async () => {
  const { page, faults } = await office.open("#/today", north);
  await page.getByRole("heading", { name: "Hạn mức gửi hôm nay" }).waitFor();
  await page.locator(".grade").first().waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);

  await page.goto(`${office.url}#/templates`);
  await page.getByRole("button", { name: "Gửi thử" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Số nhận tin thử").fill("0912000940");
  await dialog.getByLabel("customer_name").fill("Nguyễn Văn A");
  await dialog.getByLabel("order").fill("940");
  await dialog.getByRole("button", { name: "Gửi thử" }).click();
  await dialog.getByText("Đã gửi tin thử").waitFor();
  await page.keyboard.press("Escape");

  await page.goto(`${office.url}#/file`);
  await page.locator("input[type=file]").setInputFiles(file(41));
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  await page.getByRole("button", { name: "Gửi 1 tin" }).click();
  await page.getByText("Tệp này đã gửi xong").waitFor();
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  await page.getByText("Đã gửi trước đây, không gửi lại").waitFor();

  await page.goto(`${office.url}#/account`);
  await page.getByRole("button", { name: "Chặn một số" }).click();
  await dialog.getByLabel("Điện thoại").fill("0912 000 942");
  await dialog.getByLabel("Lý do").fill("Khách không muốn nhận");
  await dialog.getByRole("button", { name: "Chặn", exact: true }).click();
  await page.getByText("Đã chặn.").waitFor();
  expect(await page.getByRole("heading", { name: /Mời một người|Báo nhận không khớp/ }).count()).toBe(0);
  expect(await page.getByRole("alert").count()).toBe(0);
  expect(faults).toEqual([]);
});

it("where only the last week is looked through, the page says so", async () => {
  const { page } = await office.open("#/messages?people=missed", north);
  await page.getByText("chỉ trong 7 ngày cuối").waitFor();
  await page.getByLabel("Từ ngày").fill("2026-01-05");
  await page.getByText("chỉ trong 7 ngày cuối").waitFor({ state: "detached" });
  await page.goto(`${office.url}#/find`);
  await page.getByRole("searchbox").fill("0940");
  await page.keyboard.press("Enter");
  await page.getByText("chỉ tìm trong 7 ngày gần nhất").waitFor();
});

it("who may use several says in which one they send", async () => {
  const { page } = await office.open("#/file", all);
  await page.locator("input[type=file]").setInputFiles(file(43));
  await page.getByLabel("Ứng dụng").selectOption("north");
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  await page.getByRole("button", { name: "Gửi 1 tin" }).click();
  await page.getByText("Tệp này đã gửi xong").waitFor();
  await page.goto(`${office.url}#/messages?app=north`);
  await page.locator(".virtual-row", { hasText: "Đơn 43" }).waitFor();
  await page.goto(`${office.url}#/messages?people=missed`);
  await page.getByText("Tất cả 0 tin").waitFor();
  expect(await page.getByText("chỉ trong 7 ngày cuối").count()).toBe(0);
});
