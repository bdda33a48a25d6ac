import { phoneForZaloCode } from "@nxzalo/sandbox";
import { expect, it } from "vitest";
import { signIn } from "./browser.ts";
import { messageAt } from "./many-messages.ts";
import { keys } from "./office.ts";
import { useOffice } from "./use-office.ts";

const office = useOffice("tasks");

/** A message that does not arrive: a task. */
async function fail(reference: string): Promise<void> {
  await office.order(phoneForZaloCode(-118), reference);
  await office.settle();
}

it("a note that another person has written meanwhile is kept, and one with a masked number says so", async () => {
  const { page } = await office.open("#/tasks", keys.lead);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Đơn 44" }) });
  await card.waitFor();
  const desk = office.desk(keys.agent);
  const { tasks } = await desk.tasks.search({});
  const { messageId = "" } = tasks.find(({ message }) => message.reference === "Đơn 44")?.message ?? {};
  await desk.tasks.take({ messageId });
  await desk.tasks.update({ messageId, note: "gọi số 0912000777" });
  await page.getByRole("button", { name: "Tải lại" }).click();
  await card.getByRole("button", { name: "Nhận thay" }).click();
  await card.getByText("Có số điện thoại đang được che").waitFor();
  await card.getByRole("button", { name: "Đã gọi khách" }).click();
  await card.getByText("Gọi lúc").waitFor();
  expect(await card.getByLabel("Ghi chú").inputValue()).toBe("gọi số 09*****0777");
  await card.getByLabel("Ghi chú").fill("đã gọi");
  await card.getByRole("button", { name: "Lưu" }).click();
  await card.getByRole("button", { name: "Lưu" }).waitFor({ state: "detached" });
  await expect.poll(() => card.getByLabel("Ghi chú").inputValue()).toBe("đã gọi");
});

it("what is done while an answer is on its way is shown at once", async () => {
  await fail("Đơn 50");
  const { page } = await office.open("#/tasks", keys.agent);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Đơn 50" }) });
  await card.waitFor();
  const held = Promise.withResolvers<void>();
  await page.route(
    "**/v1/tasks/search",
    async (route) => {
      const response = await route.fetch();
      await held.promise;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await page.getByRole("button", { name: "Tải lại" }).click();
  await Promise.all([
    page.waitForResponse("**/v1/tasks/take"),
    card.getByRole("button", { name: "Nhận việc" }).click(),
  ]);
  held.resolve();
  await card.getByLabel("Ghi chú").waitFor({ timeout: 10_000 });
});

it("cards stay within the window, however long a word is that others have written", async () => {
  const word = "W".repeat(128);
  await fail(word);
  for (const width of [1280, 360]) {
    const { page } = await office.open("#/tasks", undefined, { viewport: { width, height: 700 } });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const template = { id: word, name: word, tag: 1, language: "vi" };
    await page.route("**/v1/templates", (route) => route.fulfill({ json: { templates: [template] } }));
    await signIn(page, keys.lead);
    await page.getByRole("heading", { name: word }).waitFor();
    expect(await overflow(), "tasks").toBeLessThanOrEqual(0);
    await page.goto(`${office.url}#/templates`);
    await page.getByRole("heading", { level: 1, name: "Mẫu tin" }).waitFor();
    await page.getByRole("heading", { name: word }).waitFor();
    expect(await overflow(), "templates").toBeLessThanOrEqual(0);
  }
});

it("a table that fails is asked for again", async () => {
  const { page } = await office.open("#/tasks", keys.agent);
  await page.getByRole("listitem").first().waitFor();
  let failures = 0;
  await page.route("**/v1/tasks/search", (route) => {
    const { format } = route.request().postDataJSON() as { format?: string };
    if (format !== "csv" || failures > 0) return route.continue();
    failures += 1;
    return route.abort();
  });
  await page.getByRole("button", { name: "Tải CSV" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("alert").getByRole("button", { name: "Thử lại" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/tasks\.csv$/);
  await page.getByRole("alert").waitFor({ state: "detached" });
});

it("what happened to a task is shown as it is now", async () => {
  await fail("Đơn 49");
  const { page } = await office.open("#/tasks", keys.lead);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Đơn 49" }) });
  await card.getByRole("button", { name: "Xem diễn biến" }).click();
  const story = page.getByRole("article");
  await story.getByRole("button", { name: "Sửa rồi gửi lại" }).click();
  await page.getByLabel("Số điện thoại đúng").fill("0987 654 323");
  await page.getByRole("button", { name: "Gửi", exact: true }).click();
  await story.locator(".chip", { hasText: /Đã gửi|Đã tới máy/ }).waitFor();
});

it("a task is one person's, with what was done about it", async () => {
  const { page } = await office.open("#/tasks", keys.agent);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Đơn 43" }) });
  await card.getByRole("button", { name: "Nhận việc" }).click();
  await card.getByLabel("Ghi chú").fill("Khách hẹn gọi lại sau 5 giờ");
  await card.getByRole("button", { name: "Đã gọi khách" }).click();
  await card.getByText("Gọi lúc").waitFor();

  const { page: other } = await office.open("#/tasks", keys.lead);
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
});

it("what is done is shown and said at once, and done once, however slow the list is", async () => {
  await fail("Đơn 51");
  const { page } = await office.open("#/tasks", keys.agent);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Đơn 51" }) });
  await card.waitFor();
  const held = Promise.withResolvers<void>();
  await page.route("**/v1/tasks/search", async (route) => {
    await held.promise;
    await route.continue();
  });
  const asked: string[] = [];
  const answered = Promise.withResolvers<void>();
  await page.route(/\/v1\/tasks\/(take|update)$/, async (route) => {
    asked.push(route.request().postData() ?? "");
    await answered.promise;
    await route.continue();
  });
  await card.getByRole("button", { name: "Nhận việc" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect.poll(() => asked.length).toBe(1);
  answered.resolve();
  await card.getByLabel("Ghi chú").fill("Khách sẽ gọi lại");
  expect(asked).toHaveLength(1);
  await page.getByRole("status").getByText("Đã nhận việc.").waitFor();
  await card.getByRole("button", { name: "Lưu" }).click();
  await card.getByRole("button", { name: "Lưu" }).waitFor({ state: "detached" });
  await page.getByRole("status").getByText("Đã lưu ghi chú.").waitFor();
  await card.getByRole("button", { name: "Trả lại" }).focus();
  await page.keyboard.press("Enter");
  await card.getByText("Khách sẽ gọi lại").waitFor();
  await card.getByRole("button", { name: "Nhận việc" }).waitFor();
  // The button that was pressed is gone.
  await expect.poll(() => card.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  held.resolve();
});

it("where another person has taken a task meanwhile, the card says who", async () => {
  await fail("Đơn 52");
  const { page } = await office.open("#/tasks", keys.agent);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Đơn 52" }) });
  await card.getByRole("button", { name: "Nhận việc" }).click();
  await card.getByLabel("Ghi chú").waitFor();
  const desk = office.desk(keys.lead);
  const { tasks } = await desk.tasks.search({});
  const { messageId = "" } = tasks.find(({ message }) => message.reference === "Đơn 52")?.message ?? {};
  await desk.tasks.take({ messageId, force: true });
  await card.getByRole("button", { name: "Đã gọi khách" }).click();
  await card.getByText("lead đang lo").waitFor({ timeout: 10_000 });
});

it("more of a list is asked for once, and where that fails it says so", async () => {
  const { page } = await office.open("", keys.agent);
  await page.locator(".figure").first().waitFor();
  const taskAt = (place: number) => ({ state: "open", message: { ...messageAt(place), state: "failed" } });
  const page0 = Array.from({ length: 50 }, (_, place) => taskAt(place));
  let failures = 0;
  await page.route("**/v1/tasks/search", async (route) => {
    const { cursor } = route.request().postDataJSON() as { cursor?: string };
    if (cursor === undefined) return route.fulfill({ json: { tasks: page0, nextCursor: "50" } });
    if (cursor !== "50") throw new Error(`asked for ${cursor}`);
    failures += 1;
    if (failures === 1) return route.abort();
    return route.fulfill({ json: { tasks: [taskAt(50)], nextCursor: null } });
  });
  await page.goto(`${office.url}#/tasks`);
  await page.getByRole("button", { name: "Xem thêm" }).dblclick();
  await page.getByRole("alert").getByRole("button", { name: "Thử lại" }).click();
  await page.getByRole("heading", { name: "Đơn 50", exact: true }).waitFor();
  await page.getByRole("alert").waitFor({ state: "detached" });
});
