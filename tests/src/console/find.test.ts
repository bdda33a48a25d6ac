import { phoneForZaloCode } from "@nxzalo/sandbox";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { signIn } from "./browser.ts";
import { hostileName, hostileReference, keys } from "./office.ts";
import { useOffice } from "./use-office.ts";

const office = useOffice("find");

async function openFind(key: string): Promise<Page> {
  const { page } = await office.open("#/find", key);
  return page;
}

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole("searchbox").fill(question);
  await page.keyboard.press("Enter");
}

describe("a customer is on the line", () => {
  it("by the last four digits their parcels are found, with what to tell them", async () => {
    const page = await openFind(keys.agent);
    await ask(page, "5678");
    const parcel = page.getByRole("button", { name: /Đơn 42.*Đã tới máy/s });
    await parcel.click();
    const story = page.getByRole("article");
    await story.getByText("Tin đã tới máy của anh/chị.").waitFor();
    await story.locator(".event-name", { hasText: "Bắt đầu tính tiền hành trình" }).waitFor();
  });

  it("one sees why a message failed, corrects the number and sends it again, by keyboard alone", async () => {
    const { page } = await office.open("");
    await page.locator("input[type=password]").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type(keys.agent);
    await page.keyboard.press("Enter");
    await page.locator("nav").waitFor();
    await page.keyboard.press("/");
    await page.locator("#find-input:focus").waitFor();
    await page.keyboard.type("đơn 43");
    await page.keyboard.press("Enter");
    const story = page.getByRole("article");
    await story.getByText("Liên hệ người nhận bằng kênh khác.").waitFor();
    // The same number would fail again.
    expect(await page.locator(".actions .primary").textContent()).toBe("Sửa rồi gửi lại");
    await page.getByRole("button", { name: "Sửa rồi gửi lại" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    // Its template is read by then.
    await dialog.getByLabel("customer_name").waitFor();
    await page.keyboard.type("0987 654 321");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Nguyễn Văn A");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Đơn 43");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Đã gửi lại.").waitFor();
    await story.getByText("Đã tới máy", { exact: true }).waitFor();
    await story.getByText("Gửi lại, lần 2").waitFor();
  });

  it("a parcel that was found by its phone stays on the page when that is corrected", async () => {
    await office.order(phoneForZaloCode(-114), "Đơn 48");
    const page = await openFind(keys.agent);
    await ask(page, "0114");
    const story = page.getByRole("article");
    await page.getByRole("button", { name: "Sửa rồi gửi lại" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("customer_name").waitFor();
    await dialog.getByLabel("Số điện thoại đúng").fill("0987 654 322");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Nguyễn Văn A");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Đơn 48");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await story.getByText("Đã tới máy", { exact: true }).waitFor();
    await story.getByText("•••• 4322").waitFor();
  });

  it("an order whose number has as many digits as a phone is found, and what was typed is explained where nothing is", async () => {
    for (const reference of ["20261130001", "00012345"]) await office.order("84912345678", reference);
    const page = await openFind(keys.agent);
    for (const reference of ["20261130001", "00012345"]) {
      await ask(page, reference);
      await page.getByRole("heading", { level: 2, name: reference }).waitFor();
      expect(await page.getByRole("alert").count()).toBe(0);
    }
    await ask(page, "20261130002");
    await page.getByText("Không tìm thấy tin nào.").waitFor();
    await page.getByRole("alert").getByText("Số điện thoại").waitFor();
  });

  it("a whole phone is shown to who may see it and asks for it, and the audit tells that", async () => {
    const page = await openFind(keys.lead);
    await ask(page, "đơn 44");
    await page.locator(".time-line").waitFor();
    expect(await page.locator(".story-phone").textContent()).toBe("•••• 0141");
    await page.getByRole("button", { name: "Xem số và nội dung" }).click();
    await page.locator(".story-phone").getByText("0900 100 141").waitFor();
    await page.locator(".whole").getByText("Nguyễn Văn A").waitFor();
    await page.getByRole("button", { name: "Ẩn số và nội dung" }).click();
    await page.locator(".story-phone").getByText("•••• 0141").waitFor();
    await page.goto(`${office.url}#/account`);
    await page
      .getByRole("row", { name: /lead.*xem/ })
      .first()
      .waitFor();
  });

  it("what names a person is not in the address", async () => {
    const page = await openFind(keys.agent);
    await ask(page, "0912345678");
    await page.locator(".parcel").first().waitFor();
    // The id of a message is none of theirs.
    expect(page.url().replace(/[0-9a-f-]{36}$/, "")).not.toMatch(/5678/);
    await page.goto(`${office.url}#/messages`);
    await page.getByLabel("4 số cuối").fill("5678");
    await page.getByLabel("Trạng thái").selectOption("arrived");
    await page.waitForURL(/people=arrived/);
    expect(page.url()).not.toMatch(/5678/);
  });

  it("hostile data is shown as text", async () => {
    const page = await openFind(keys.lead);
    await ask(page, hostileReference);
    await page.getByRole("heading", { level: 2, name: hostileReference.slice(0, 30) }).waitFor();
    await page.getByText("Xem thêm").click();
    await page.getByRole("button", { name: "Xem số và nội dung" }).click();
    await page.getByText("<b>Hà Nội</b>").waitFor();
    await page.getByText(hostileName).waitFor();
    expect(await page.locator("article img, article b").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await page.title()).toBe("Tìm tin của khách · nxzalo");
  });

  it("everything of a person is deleted once their whole number is typed", async () => {
    await office.order("84966666666", "Đơn 99");
    const page = await openFind(keys.lead);
    await ask(page, "6666");
    await page.getByRole("button", { name: "Xóa dữ liệu của người này" }).click();
    await page.getByLabel("Nhập đủ số điện thoại để xác nhận").fill("0966666666");
    await page.getByRole("button", { name: "Xóa hẳn" }).click();
    await page.getByText("Không tìm thấy tin nào.").waitFor();
  });
});

it("a parcel that is chosen is there again after a reload, and the browser goes back from it to the list", async () => {
  const page = await openFind(keys.agent);
  await ask(page, "5678");
  await page.getByRole("button", { name: /Đơn 46/ }).click();
  await page.getByRole("heading", { level: 2, name: "Đơn 46" }).waitFor();
  await page.waitForURL(/#\/find\/[0-9a-f-]{36}$/);
  await page.goBack();
  await page.waitForURL(/#\/find$/);
  await page.getByText("Chọn một đơn để xem").waitFor();
  await page.getByRole("button", { name: /Đơn 42/ }).click();
  await page.locator(".time-line").waitFor();
  // Another page and back: what was asked and chosen is kept.
  await page.goto(`${office.url}#/tasks`);
  await page.getByRole("link", { name: "Tìm tin" }).click();
  await page.getByRole("heading", { level: 2, name: "Đơn 42" }).waitFor();
  expect(await page.getByRole("searchbox").inputValue()).toBe("5678");
  await page.reload();
  await page.getByRole("heading", { level: 2, name: "Đơn 42" }).waitFor();
  // Both of its messages.
  await page.locator(".time-line").waitFor();
  await expect.poll(() => page.getByText("Yêu cầu gửi từ shop").count()).toBe(2);
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await signIn(page, keys.lead);
  await page.waitForURL(/#\/find$/);
  expect(await page.getByRole("heading", { level: 2, name: "Đơn 42" }).count()).toBe(0);
});
