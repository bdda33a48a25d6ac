import { phoneForZaloCode, templateIdFor } from "@nxzalo/sandbox";
import type { Locator, Page } from "playwright";
import { beforeAll, expect, it } from "vitest";
import { findViolations } from "./browser.ts";
import { keys } from "./office.ts";
import { useOffice } from "./use-office.ts";

const office = useOffice("dialogs");
beforeAll(async () => {
  await office.order("84912000081", "Đơn 81", { sendAt: new Date(Date.now() + 3_600_000) });
  await office.settle();
});

const find = (question: string) => async (page: Page) => {
  await page.getByRole("searchbox").fill(question);
  await page.keyboard.press("Enter");
  await page.locator(".time-line").waitFor();
};
const nameOne = (page: Page) => page.getByLabel("Tên của người đó").fill("Nguyễn Văn A");
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
  ["sign a person out", "account", nameOne, "Đăng xuất người này"],
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
    const { page, faults } = await office.open(`#/${place}`, keys.lead, { viewport, colorScheme });
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
  }
});

it("the work list is worked on by the keyboard alone", async () => {
  const { page } = await office.open("#/tasks", keys.desk);
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
});

it("a test that is pressed twice, or tried again after its answer was lost, is sent once", async () => {
  const { page } = await office.open("#/templates", keys.lead);
  const asked: (string | undefined)[] = [];
  const lost = Promise.withResolvers<void>();
  await page.route("**/v1/messages", async (route) => {
    asked.push(route.request().headers()["idempotency-key"]);
    const response = await route.fetch();
    if (asked.length > 1) return route.fulfill({ response });
    // It was sent, and the page does not hear of it.
    await lost.promise;
    return route.abort();
  });
  await page.getByRole("button", { name: "Gửi thử" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Số nhận tin thử").fill("0912000840");
  await dialog.getByLabel("customer_name").fill("Nguyễn Văn A");
  await dialog.getByLabel("order").fill("840");
  const submit = dialog.getByRole("button", { name: "Gửi thử" });
  await submit.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect.poll(() => asked.length).toBe(1);
  lost.resolve();
  await dialog.getByText("Không kết nối được").waitFor();
  expect(await hasFocus(submit)).toBe(true);
  await page.keyboard.press("Enter");
  await dialog.getByText("Đã gửi tin thử").waitFor();
  expect(await submit.count()).toBe(0);
  expect(asked).toHaveLength(2);
  expect(new Set(asked).size).toBe(1);
  expect(asked[0]).toMatch(/^console-test-/);
  const { messages } = office.desk(keys.lead);
  expect((await messages.search({ phone: "0912000840" })).messages).toHaveLength(1);
});

it("where an earlier attempt has arrived, sending again says so, and a lead confirms it by a second press", async () => {
  const silent = { templateId: templateIdFor("silent") };
  const { messageId, requestId } = await office.order("84912000084", "Đơn 84", silent);
  const receive = (attempt: number, told: object) =>
    fetch(office.receiptsUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ext: `nxzalo:${messageId}:${attempt}`, ...told }),
    });
  const failed = { status: "failed", zaloRes: { error: -118, message: "none" } };
  const { messages } = office.desk(keys.agent);
  await receive(1, { requestId, ...failed });
  const again = await messages.resend(messageId ?? "");
  await receive(1, { requestId, status: "delivered" });
  await receive(2, { requestId: again.requestId, ...failed });
  const open = async (key: string) => {
    const { page, faults } = await office.open("#/find", key);
    await find("đơn 84")(page);
    await page.getByRole("button", { name: "Gửi lại", exact: true }).click();
    const asked: unknown[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/resend")) asked.push(request.postDataJSON());
    });
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Gửi", exact: true }).click();
    await dialog.getByRole("alert").getByText("Một lần gửi trước đã tới").waitFor();
    expect(await findViolations(page)).toEqual([]);
    expect(asked).toEqual([{}]);
    return { page, dialog, asked, faults };
  };
  const agent = await open(keys.agent);
  await agent.dialog.getByText("Chỉ người phụ trách").waitFor();
  expect(await agent.dialog.getByRole("button", { name: "Vẫn gửi" }).count()).toBe(0);

  const lead = await open(keys.lead);
  const anyway = lead.dialog.getByRole("button", { name: "Vẫn gửi" });
  await anyway.click();
  // Not before it is confirmed.
  expect(await lead.dialog.getByRole("checkbox").evaluate((box: HTMLInputElement) => box.validity.valid)).toBe(false);
  await lead.dialog.getByLabel("khách cần nhận thêm lần nữa").check();
  expect(lead.asked).toEqual([{}]);
  await anyway.click();
  await lead.page.getByText("Đã gửi lại.").waitFor();
  expect(lead.asked).toEqual([{}, { force: ["attempt_arrived"] }]);
  expect(lead.faults).toEqual([]);
  expect((await messages.find(messageId ?? "")).attempts).toHaveLength(3);
});

it("each thing that sending again takes on is confirmed by itself, and what comes up meanwhile is asked for anew", async () => {
  const { page, faults } = await office.open("#/find", keys.lead);
  await find("đơn 43")(page);
  const asked: unknown[] = [];
  const refusals = [["attempt_arrived"], ["attempt_may_arrive", "journey_opened_anew"]];
  await page.route("**/resend", async (route) => {
    asked.push(route.request().postDataJSON());
    const issues = refusals.pop()?.map((code) => ({ path: ["force"], code, message: `is ${code}` }));
    if (!issues) return route.abort();
    const code = "message_not_resendable";
    const problem = { type: `urn:nxzalo:problem:${code}`, title: "No", status: 409, detail: "No", kind: "proxy", code };
    return route.fulfill({
      status: 409,
      contentType: "application/problem+json",
      body: JSON.stringify({ ...problem, retryable: false, outcome: "not_sent", issues }),
    });
  });
  await page.getByRole("button", { name: "Gửi lại", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Gửi", exact: true }).click();
  const anyway = dialog.getByRole("button", { name: "Vẫn gửi" });
  await dialog.getByLabel("khách chưa nhận được tin").check();
  await anyway.click();
  expect(asked).toEqual([{}]);
  await dialog.getByLabel("hành trình mới, có tính tiền").check();
  await anyway.click();
  const needed = dialog.getByLabel("khách cần nhận thêm lần nữa");
  await needed.waitFor();
  expect([await dialog.getByRole("checkbox").count(), await needed.isChecked()]).toEqual([1, false]);
  const both = ["attempt_may_arrive", "journey_opened_anew"];
  expect(asked).toEqual([{}, { force: both }]);
  await needed.check();
  await anyway.click();
  await expect.poll(() => asked.at(-1)).toEqual({ force: [...both, "attempt_arrived"] });
  expect(faults.filter((fault) => !/409|ERR_FAILED/.test(String(fault)))).toEqual([]);
});

it("what is done in a dialog over another one is said in that one, and the focus stays there", async () => {
  // It fails once: of what is sent again, no receipt comes.
  const silent = { templateId: templateIdFor("silent") };
  const { messageId, requestId } = await office.order("84912000082", "Đơn 82", silent);
  const failed = { requestId, ext: `nxzalo:${messageId}`, status: "failed", zaloRes: { error: -118, message: "none" } };
  await fetch(office.receiptsUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(failed),
  });
  const { page } = await office.open("#/tasks", keys.lead);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Đơn 82" }) });
  await card.getByRole("button", { name: "Xem diễn biến" }).click();
  const story = page.getByRole("dialog");
  await story.getByRole("button", { name: "Gửi lại", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Gửi", exact: true }).focus();
  await page.keyboard.press("Enter");
  const said = story.getByRole("status").getByText("Đã gửi lại.");
  await said.waitFor();
  const isSeen = await said.evaluate((text) => {
    const { x, y } = text.getBoundingClientRect();
    return document.elementFromPoint(x + 4, y + 4) === text || getComputedStyle(text).pointerEvents === "none";
  });
  expect(isSeen).toBe(true);
  // The button that was pressed is gone.
  await story.getByRole("button", { name: "Gửi lại", exact: true }).waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(story.getByRole("article"))).toBe(true);
});

it("a message that comes while another one is corrected takes neither its place nor what was typed", async () => {
  const send = (phone: string) => office.order(phone, "Đơn 83");
  await send(phoneForZaloCode(-114));
  await office.settle();
  const { page } = await office.open("#/find", keys.agent);
  await find("đơn 83")(page);
  const { messages } = office.desk(keys.lead);
  const [failed] = (await messages.search({ reference: "Đơn 83" })).messages;
  await page.getByRole("button", { name: "Sửa rồi gửi lại" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("customer_name").waitFor();
  await dialog.getByLabel("Số điện thoại đúng").fill("0987 654 330");
  await send(phoneForZaloCode(-114));
  // One to another phone is a parcel of its own.
  await send("84912000083");
  await office.settle();
  await page.locator(".parcel").nth(1).waitFor({ timeout: 20_000 });
  expect(await dialog.getByLabel("Số điện thoại đúng").inputValue()).toBe("0987 654 330");
  await dialog.getByLabel("customer_name").fill("Nguyễn Văn A");
  await dialog.getByLabel("order").fill("83");
  const [request] = await Promise.all([
    page.waitForRequest(/\/resend$/),
    dialog.getByRole("button", { name: "Gửi", exact: true }).click(),
  ]);
  expect(request.url()).toContain(failed?.messageId);
});

it("a key that is held down presses once: what it has opened is not submitted by it", async () => {
  await office.order(phoneForZaloCode(-118), "Đơn 86");
  await office.settle();
  const { page } = await office.open("#/find", keys.agent);
  await find("đơn 86")(page);
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/resend")) asked += 1;
  });
  await page.getByRole("button", { name: "Sửa rồi gửi lại" }).focus();
  const hold = () => page.keyboard.down("Enter");
  await hold();
  const dialog = page.getByRole("dialog");
  await expect.poll(() => hasFocus(dialog.getByLabel("Số điện thoại đúng"))).toBe(true);
  for (let repeats = 0; repeats < 5; repeats += 1) await hold();
  await page.keyboard.up("Enter");
  expect(await dialog.isVisible()).toBe(true);
  expect(asked).toBe(0);
  await page.keyboard.press("Enter");
  await page.getByText("Đã gửi lại.").waitFor();
  expect(asked).toBe(1);
});

it("the answer to a dialog that was closed does not close the next one, nor take what is typed there", async () => {
  await office.order(phoneForZaloCode(-118), "Đơn 87");
  await office.settle();
  const { page } = await office.open("#/find", keys.agent);
  await find("đơn 87")(page);
  const held = Promise.withResolvers<void>();
  await page.route("**/resend", async (route) => {
    await held.promise;
    await route.continue();
  });
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Gửi lại", exact: true }).click();
  await dialog.getByRole("button", { name: "Gửi", exact: true }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Sửa rồi gửi lại" }).click();
  await dialog.getByLabel("Số điện thoại đúng").fill("0912 000 222");
  held.resolve();
  await dialog.getByText("Đã gửi lại.").waitFor();
  expect(await dialog.getByLabel("Số điện thoại đúng").inputValue()).toBe("0912 000 222");
});
