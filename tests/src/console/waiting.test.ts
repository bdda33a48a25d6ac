import type { Page } from "playwright";
import { expect, it } from "vitest";
import { keys } from "./office.ts";
import { useOffice } from "./use-office.ts";

const office = useOffice("waiting", { isFilled: false });

/** A message of the shop's that waits for an hour. */
const schedule = (reference: string, phone: string, labels: Readonly<Record<string, string>> = {}) =>
  office.order(phone, reference, { sendAt: new Date(Date.now() + 3_600_000), labels });

async function openStory(key: string, question: string): Promise<Page> {
  const { page } = await office.open("#/find", key);
  await page.getByRole("searchbox").fill(question);
  await page.keyboard.press("Enter");
  await page.locator(".time-line").waitFor();
  return page;
}

it("a message that waits says when it goes, and is cancelled by who asked for it", async () => {
  await schedule("Đơn 61", "84912000061");
  const page = await openStory(keys.agent, "đơn 61");
  const story = page.getByRole("article");
  await story.getByText(/^Sẽ gửi lúc \d\d:\d\d/).waitFor();
  await story.getByRole("button", { name: "Hủy tin" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Hủy tin" }).click();
  await page.getByText("Đã hủy tin.").waitFor();
  await story.getByText("Đã hủy, không gửi nữa").waitFor();
  expect(await story.getByText("Đang chờ gửi").count()).toBe(0);
});

it("what others have asked for is told to be theirs, without a button that fails", async () => {
  await schedule("Đơn 62", "84912000062");
  const page = await openStory(keys.desk, "đơn 62");
  await page.getByText("chỉ shop hoặc người phụ trách mới gửi lại hay hủy được").waitFor();
  expect(await page.getByRole("button", { name: /Hủy tin|Gửi lại/ }).count()).toBe(0);
  const lead = await openStory(keys.lead, "đơn 62");
  await lead.getByRole("button", { name: "Hủy tin" }).waitFor();
  expect(await lead.getByText("chỉ shop hoặc").count()).toBe(0);
});

it("what waits no longer is gone from a list of what waits, the oldest too", async () => {
  for (const number of [65, 66, 67]) await schedule(`Đơn ${number}`, `849120000${number}`, { trip: "HN-02" });
  const { page } = await office.open("#/messages?people=waiting&label=trip%3DHN-02", keys.lead);
  await page.getByText("Tất cả 3 tin").waitFor();
  const { messages } = office.desk(keys.lead);
  const found = await messages.search({ labels: { trip: "HN-02" } });
  await messages.cancel(found.messages.at(-1)?.messageId ?? "");
  await page.getByRole("button", { name: "Tải lại" }).click();
  await page.getByText("Tất cả 2 tin").waitFor();
  expect(await page.getByText("Đơn 65").count()).toBe(0);
});

it("many are counted first, and cancelled once their number is typed", async () => {
  await schedule("Đơn 63", "84912000063", { trip: "HN-01" });
  await schedule("Đơn 64", "84912000064", { trip: "HN-01" });
  const { page } = await office.open("#/messages?label=trip%3DHN-01", keys.lead);
  await page.locator(".virtual-row").nth(1).waitFor();
  await page.getByRole("button", { name: "Hủy hàng loạt" }).click();
  const dialog = page.getByRole("dialog");
  const submit = dialog.getByRole("button", { name: "Hủy 2 tin" });
  await submit.waitFor();
  expect(await submit.isDisabled()).toBe(true);
  await dialog.getByLabel("Nhập 2 để xác nhận").fill("2");
  await submit.click();
  await dialog.getByText("Đã hủy 2 tin.").waitFor();
});
