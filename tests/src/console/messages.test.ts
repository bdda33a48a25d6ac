import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { findViolations, signIn } from "./browser.ts";
import { answerWithMany, loadMany, messageAt, scrollThrough } from "./many-messages.ts";
import { keys } from "./office.ts";
import { useOffice } from "./use-office.ts";

const office = useOffice("messages");

it("the list is narrowed by what stands in the address, and saved as it is shown", async () => {
  const { page } = await office.open("#/messages?people=missed", keys.lead);
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
});

it("what is done to many is counted first, and has to be confirmed by its number", async () => {
  const { page } = await office.open("#/messages?code=1102", keys.lead);
  await page.locator(".virtual-row").first().waitFor();
  await page.getByRole("button", { name: "Gửi lại hàng loạt" }).click();
  const dialog = page.getByRole("dialog");
  const submit = dialog.getByRole("button", { name: "Gửi lại 1 tin" });
  await submit.waitFor();
  expect(await submit.isDisabled()).toBe(true);
  await dialog.getByLabel("Nhập 1 để xác nhận").fill("1");
  await submit.click();
  await dialog.getByText("Không gửi lại được: Tài khoản NXCLOUD không đủ số dư").waitFor();
});

it("where the next page fails it is asked for again by a press alone, and other filters end it without a word", async () => {
  const { page } = await office.open("", keys.lead);
  const first = Array.from({ length: 100 }, (_, place) => messageAt(place));
  let asked = 0;
  await page.route("**/v1/messages/search", async (route) => {
    const { cursor, state } = route.request().postDataJSON() as { cursor?: string; state?: string };
    if (state !== undefined) return route.fulfill({ json: { messages: first.slice(0, 1), nextCursor: null } });
    if (cursor === undefined) return route.fulfill({ json: { messages: first, nextCursor: "100" } });
    asked += 1;
    // The second time it is still on its way when the filters change.
    if (asked === 1) return route.abort();
  });
  await page.goto(`${office.url}#/messages`);
  await page.getByRole("table", { name: "Danh sách tin" }).evaluate((list) => list.scrollTo(0, list.scrollHeight));
  const alert = page.getByRole("alert");
  await alert.waitFor();
  // Longer than many answers take.
  await page.waitForTimeout(500);
  expect(asked).toBe(1);
  await alert.getByRole("button", { name: "Thử lại" }).click();
  await alert.waitFor({ state: "detached" });
  await expect.poll(() => asked).toBe(2);
  await page.getByLabel("Trạng thái").selectOption("arrived");
  await page.getByText("Tất cả 1 tin").waitFor();
  await page.waitForTimeout(200);
  expect(await alert.count()).toBe(0);
});

it("a table that was cut says so, and has numbers as numbers", async () => {
  const { page } = await office.open("", keys.lead);
  await page.route("**/v1/messages/search", async (route) => {
    const { cursor = "0" } = route.request().postDataJSON() as { cursor?: string };
    const start = Number(cursor);
    const messages = Array.from({ length: start === 0 ? 1 : 20_000 }, (_, place) => messageAt(start + place));
    const [first] = messages;
    if (first && start === 0) Object.assign(first, { state: "failed", zaloError: -118 });
    await route.fulfill({ json: { messages, nextCursor: String(start + messages.length) } });
  });
  await page.goto(`${office.url}#/messages`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Tải CSV" }).click(),
  ]);
  await page.getByText("Tệp chỉ có 100.000 tin mới nhất").waitFor();
  expect((await readFile(await download.path(), "utf8")).split("\r\n")[1]).toContain(";-118;");
});

it("100,000 rows can be scrolled, and only those that are seen are drawn", async () => {
  const { page } = await office.open("");
  await answerWithMany(page);
  await signIn(page, keys.lead);
  await page.goto(`${office.url}#/messages`);
  const list = await loadMany(page);
  await scrollThrough(list);
  expect(await page.locator(".virtual-row").count()).toBeLessThan(80);
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await page.getByText("Đơn 99999").waitFor();
});

it("what no longer fits is gone from the part of a long list that is looked at", async () => {
  const { page } = await office.open("", keys.lead);
  const all = Array.from({ length: 400 }, (_, place) => messageAt(place));
  const gone = new Set<string>();
  await page.route("**/v1/messages/search", (route) => {
    const { cursor = "0", createdBefore } = route.request().postDataJSON() as Record<string, string>;
    const found = all.filter(
      ({ messageId, createdAt }) =>
        !gone.has(messageId) && (createdBefore === undefined || Date.parse(createdAt) < Date.parse(createdBefore)),
    );
    const start = Number(cursor);
    const end = start + 100;
    return route.fulfill({
      json: { messages: found.slice(start, end), nextCursor: end < found.length ? String(end) : null },
    });
  });
  await page.goto(`${office.url}#/messages`);
  const list = page.getByRole("table", { name: "Danh sách tin" });
  for (const loaded of ["Đã tải 200 tin", "Đã tải 300 tin", "Tất cả 400 tin"]) {
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.getByText(loaded).waitFor();
  }
  await list.evaluate((element) => element.scrollTo(0, 250 * 44));
  const row = page.locator(".virtual-row", { hasText: "Đơn 255" });
  await row.waitFor();
  gone.add(messageAt(255).messageId);
  await page.getByRole("button", { name: "Tải lại" }).click();
  await row.waitFor({ state: "detached" });
  await page.getByText("Tất cả 399 tin").waitFor();
  await page.locator(".virtual-row", { hasText: "Đơn 256" }).waitFor();
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await page.locator(".virtual-row", { hasText: "Đơn 399" }).waitFor();
  // To the very last one.
  gone.add(messageAt(399).messageId);
  await page.getByRole("button", { name: "Tải lại" }).click();
  await page.getByText("Tất cả 398 tin").waitFor();
});

it("where others have come since many were counted, nothing is done before the new number is confirmed", async () => {
  const { page } = await office.open("#/messages?code=-118", keys.lead);
  await page.locator(".virtual-row").first().waitFor();
  let fit = 1_000;
  const done: boolean[] = [];
  await page.route("**/v1/messages/bulk", (route) => {
    const { dryRun } = route.request().postDataJSON() as { dryRun: boolean };
    if (!dryRun) done.push(true);
    const counts = { matched: fit, hasMore: false, resendable: fit, resent: dryRun ? 0 : fit, failed: {}, left: 0 };
    return route.fulfill({ json: counts });
  });
  await page.getByRole("button", { name: "Gửi lại hàng loạt" }).click();
  const dialog = page.getByRole("dialog");
  // As numbers are written in Vietnamese.
  await dialog.getByLabel("Nhập 1000 để xác nhận").fill("1.000");
  fit = 1_200;
  await dialog.getByRole("button", { name: "Gửi lại 1.000 tin" }).click();
  await dialog.getByRole("alert").getByText("Số tin vừa thay đổi").waitFor();
  const submit = dialog.getByRole("button", { name: "Gửi lại 1.200 tin" });
  expect(await submit.isDisabled()).toBe(true);
  expect(done).toEqual([]);
  await dialog.getByLabel("Nhập 1200 để xác nhận").fill("1200");
  await submit.click();
  await dialog.getByText("Đã gửi lại 1.200 tin.").waitFor();
  expect(done).toEqual([true]);
});

it("what is printed is every row that is loaded, up to a number that the paper says", async () => {
  const { page } = await office.open("", keys.lead);
  let count = 150;
  await page.route("**/v1/messages/search", (route) =>
    route.fulfill({
      json: { messages: Array.from({ length: count }, (_, place) => messageAt(place)), nextCursor: null },
    }),
  );
  await page.goto(`${office.url}#/messages`);
  await page.getByText("Tất cả 150 tin").waitFor();
  const list = page.getByRole("table", { name: "Danh sách tin" });
  await list.evaluate((element) => element.scrollTo(0, 2_000));
  await page.getByText("Đơn 50", { exact: true }).waitFor();
  const paper = await page.pdf({ format: "A4" });
  expect(paper.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(3);
  await expect.poll(() => page.locator(".virtual-row").count()).toBeLessThan(60);
  expect(await list.evaluate(({ scrollTop }) => scrollTop)).toBe(2_000);
  count = 2_001;
  await page.reload();
  await page.getByText("Tất cả 2.001 tin").waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await page.getByText("Bản in có 2.000 tin mới nhất").isVisible()).toBe(true);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect.poll(() => page.locator(".virtual-row").count()).toBe(2_000);
});

it("what is pasted into a filter of endings is looked for by its end", async () => {
  const { page } = await office.open("#/messages", keys.lead);
  await page.locator(".virtual-row").first().waitFor();
  const paste = async (label: string, text: string) => {
    await page.getByLabel(label).focus();
    await page.keyboard.insertText(text);
    return page.getByLabel(label).inputValue();
  };
  expect(await paste("4 số cuối", "0900 100 118")).toBe("0118");
  await page.getByText("Tất cả 1 tin").waitFor();
  await page.getByRole("button", { name: "Bỏ lọc" }).click();
  expect(await paste("6 ký tự cuối mã đơn", "VN-2026-Đơn 43")).toBe("Đơn 43");
  await page.getByText("Tất cả 1 tin").waitFor();
});

it("a filter that is not understood says so, and nothing is done to many by it", async () => {
  const { page } = await office.open("#/messages?template=133214", keys.lead);
  await page.locator(".virtual-row").first().waitFor();
  const counted: unknown[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/v1/messages/bulk")) counted.push(request.postDataJSON());
  });
  await page.getByLabel("Nhãn").fill("hanoi");
  await page.getByText("Chưa lọc: hãy ghi tên=giá trị.").waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Gửi lại hàng loạt" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Chưa lọc được theo: Nhãn.").waitFor();
  expect(await dialog.locator("button[type=submit]").count()).toBe(0);
  expect(counted).toEqual([]);
});

it("who closes the dialog before many are sent again has nothing sent; who closes it meanwhile is told what was", async () => {
  const { page } = await office.open("#/messages?code=-118", keys.lead);
  await page.locator(".virtual-row").first().waitFor();
  const asked: boolean[] = [];
  const [counting, sending] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route("**/v1/messages/bulk", async (route) => {
    const { dryRun } = route.request().postDataJSON() as { dryRun: boolean };
    asked.push(dryRun);
    // The first count fills the dialog.
    if (asked.length === 2) await counting.promise;
    if (!dryRun) await sending.promise;
    const counts = { matched: 3, hasMore: false, resendable: 3, left: 1, failed: { balance_insufficient: 1 } };
    // The page may have gone away from it.
    await route.fulfill({ json: { ...counts, resent: dryRun ? 0 : 1 } }).catch(() => {});
  });
  const dialog = page.getByRole("dialog");
  const submit = async () => {
    await page.getByRole("button", { name: "Gửi lại hàng loạt" }).click();
    await dialog.getByLabel("Nhập 3 để xác nhận").fill("3");
    await dialog.getByRole("button", { name: "Gửi lại 3 tin" }).click();
  };
  await submit();
  await expect.poll(() => asked).toEqual([true, true]);
  await dialog.getByRole("button", { name: "Thôi", exact: true }).click();
  counting.resolve();
  await page.waitForTimeout(300);
  expect(asked).toEqual([true, true]);
  expect(await page.locator(".announcements p").count()).toBe(0);

  await submit();
  await expect.poll(() => asked).toEqual([true, true, true, true, false]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  sending.resolve();
  const told = page.locator(".announcements");
  await told.getByText("Đã gửi lại 1 tin. Còn 1 tin").waitFor();
  await told.getByText("Không gửi lại được: Tài khoản NXCLOUD không đủ số dư").waitFor();
});

it("what fails after its dialog was closed is told on the page", async () => {
  const { page } = await office.open("#/account", keys.lead);
  const held = Promise.withResolvers<void>();
  await page.route("**/v1/suppressions", async (route) => {
    await held.promise;
    await route.abort();
  });
  await page.getByRole("button", { name: "Chặn một số" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Điện thoại").fill("0912000777");
  await dialog.getByLabel("Lý do").fill("Khách yêu cầu");
  await dialog.locator("button[type=submit]").click();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  held.resolve();
  await page.locator(".announcements").getByText("Không kết nối được tới máy chủ").waitFor();
});
