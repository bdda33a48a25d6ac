import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright";
import { expect, it } from "vitest";
import { findViolations, signIn } from "./browser.ts";
import { keys } from "./office.ts";
import { useOffice } from "./use-office.ts";

const office = useOffice("file", { isFilled: false });

const lines = [
  "SĐT;Mã đơn;customer_name;order;Ghi chú",
  "912345678;Đơn 71;Nguyễn Văn A;71;",
  "0987654321;Đơn 72;Trần Thị B;72;gọi trước",
  "0241234567;Đơn 73;Lê Văn C;73;",
];
const file = { name: "don-hang.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`) };

/** What the dry run says, by its names. */
const factsOf = async (page: Page) =>
  Object.fromEntries(
    await page
      .locator(".facts > div")
      .evaluateAll((rows) =>
        rows.map((row) => [row.querySelector("dt")?.textContent, row.querySelector("dd")?.textContent]),
      ),
  ) as Readonly<Record<string, string>>;

async function sendFile(page: Page): Promise<string> {
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  await page.getByText("Dòng 4").waitFor();
  await page.getByRole("button", { name: /^Gửi (2 tin|tiếp)$/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Tải kết quả" }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

it("a file is mapped, checked and sent, and after the tab was closed nothing of it is sent twice", async () => {
  const { page, faults } = await office.open("#/file", keys.agent);
  const result = await sendFile(page);
  const rows = result.trim().split("\r\n");
  expect(rows).toHaveLength(4);
  expect(rows.map((row) => row.split(";").at(-2))).toEqual(["state", "accepted", "accepted", "refused"]);
  expect(await findViolations(page)).toEqual([]);
  const ids = (text: string) => [...text.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)].map(([id]) => id);
  expect(ids(result)).toHaveLength(2);

  const { page: again } = await office.open("#/file");
  await again.evaluate((kept) => Object.assign(localStorage, kept), await page.evaluate(() => ({ ...localStorage })));
  await signIn(again, keys.agent);
  expect(ids(await sendFile(again))).toEqual(ids(result));
  expect(await factsOf(again)).toMatchObject({ "Số dòng": "3", "Sẽ gửi": "0", "Đã gửi trước đây, không gửi lại": "2" });
  await again.goto(`${office.url}#/find`);
  await again.getByRole("searchbox").fill("đơn 71");
  await again.keyboard.press("Enter");
  await again.locator(".time-line").waitFor();
  expect(await again.getByText("Yêu cầu gửi từ shop").count()).toBe(1);
  expect(faults).toEqual([]);
});

const csvOf = (rows: readonly string[]) => ({
  name: "nhieu-don.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["SĐT;Mã đơn;customer_name;order", ...rows].join("\r\n")),
});

it.each([
  ["a colleague has sent", "shop", keys.desk],
  ["an earlier file of its name and size has sent", "lead", keys.lead],
])("what %s of a file is no promise that nothing is sent twice", async (_, caller, key) => {
  const { page } = await office.open("#/file");
  const { buffer, name } = file;
  const uses = { SĐT: "field:phone", "Mã đơn": "field:reference", customer_name: "", order: "", "Ghi chú": "" };
  // Longer ago than the store remembers.
  const run = { caller, templateId: "133215", tokenType: "", uses, startedAt: "2026-01-05T03:00:00.000Z" };
  await page.evaluate(([place, text]) => localStorage.setItem(place, text), [
    `nxzalo-file ${buffer.length} ${name}`,
    JSON.stringify(run),
  ] as const);
  await signIn(page, key);
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByLabel("Mẫu tin").selectOption("133215");
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  await page.getByText("Dòng 4").waitFor();
  const submit = page.getByRole("button", { name: "Gửi 2 tin" });
  await submit.waitFor();
  expect(await page.getByText("Tệp này đã").count()).toBe(0);
  await submit.click();
  await page.getByText("Tệp này đã gửi xong").waitFor();
});

it("a file is sent while other pages are looked at, and is gone with who has sent it", async () => {
  const { page } = await office.open("#/file", keys.lead);
  const rows = ["0912000931;Đơn 931;Nguyễn Văn A;931", "0912000932;Đơn 932;Trần Thị B;932"];
  await page.locator("input[type=file]").setInputFiles(csvOf(rows));
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  const held = Promise.withResolvers<void>();
  await page.route("**/v1/messages", async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.getByRole("button", { name: "Gửi 2 tin" }).click();
  await page.getByRole("button", { name: "Dừng" }).waitFor();
  expect(await page.locator("input[type=file]").count()).toBe(0);
  await page.keyboard.press("/");
  await page.getByRole("searchbox").waitFor();
  held.resolve();
  await page.getByText("nhieu-don.csv: 2 trên 2 dòng").waitFor();
  await page.goto(`${office.url}#/file`);
  await page.getByRole("button", { name: "Tải kết quả" }).waitFor();
  // What was chosen before is chosen anew only where the field has forgotten it.
  expect(await page.locator("input[type=file]").inputValue()).toBe("");
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await signIn(page, keys.agent);
  expect(await page.getByRole("button", { name: "Tải kết quả" }).count()).toBe(0);
});

it("the dry run tells what is stored: who is not written to, what it costs", async () => {
  const desk = office.desk(keys.lead);
  await desk.suppressions.add({ phone: "0912000901", reason: "Khách không muốn nhận" });
  const { page } = await office.open("#/file", keys.lead);
  const rows = ["0912000901;Đơn 901;Nguyễn Văn A;901", "0912000902;Đơn 902;Trần Thị B;902"];
  await page.locator("input[type=file]").setInputFiles(csvOf(rows));
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  await page.getByText("Người nhận đang bị chặn gửi").waitFor();
  expect(await factsOf(page)).toMatchObject({
    "Sẽ gửi": "1",
    "Bỏ qua": "1",
    "trong đó: người đang bị chặn": "1",
    "Ước tính tối đa": "200 ₫",
  });
  expect(await findViolations(page)).toEqual([]);
});

it("amounts are written as the registry has them, and a column that the template needs is named by its heading", async () => {
  const { page } = await office.open("#/file", keys.agent);
  const choose = (name: string, text: string) =>
    page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await choose("thu-ho.csv", "SĐT;Mã đơn;customer_name;order;COD\n0912000911;Đơn 911;Nguyễn Văn A;911;1.250.000 đ\n");
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  await page.getByText("1.250.000 đ → 1250000").waitFor();
  await choose("thieu.csv", "SĐT;Mã đơn;order\n0912000912;Đơn 912;912\n");
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  await page.getByText(/customer_name: Mẫu tin cần biến này/).waitFor();
});

it("who may not read the registry names the template, and hears that its variables go as they stand", async () => {
  const { page } = await office.open("#/file", keys.sender);
  await page.locator("input[type=file]").setInputFiles(csvOf(["0912000921;Đơn 921;Nguyễn Văn A;921"]));
  await page.getByLabel("Mẫu tin").fill("133214");
  await page.getByText("các biến được gửi nguyên như trong tệp").waitFor();
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  await page.getByText("Sẽ gửi").waitFor();
  expect(await factsOf(page)).toMatchObject({ "Sẽ gửi": "1" });
  expect(await findViolations(page)).toEqual([]);
});

it("more than 100 messages are a lead's to send, which is told before anything is", async () => {
  const rows = Array.from({ length: 101 }, (_, place) => `09130${10_000 + place};Lô ${place};Nguyễn Văn A;${place}`);
  for (const [key, expected] of [
    [keys.agent, 0],
    [keys.lead, 1],
  ] as const) {
    const { page } = await office.open("#/file", key);
    await page.locator("input[type=file]").setInputFiles(csvOf(rows));
    await page.getByRole("button", { name: "Kiểm tra trước" }).click();
    await page.getByRole("heading", { name: "Gửi", exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Gửi 101 tin" }).count()).toBe(expected);
    expect(await page.getByText("hãy nhờ người phụ trách gửi").count()).toBe(1 - expected);
  }
});

it("a file that was begun and not ended is named, until it is chosen again", async () => {
  const { page } = await office.open("#/file");
  await page.evaluate(() =>
    localStorage.setItem(
      "nxzalo-file 90 don-hang.csv",
      JSON.stringify({
        caller: "shop",
        templateId: "133214",
        tokenType: "",
        uses: {},
        startedAt: "2026-01-05T03:00:00.000Z",
      }),
    ),
  );
  await signIn(page, keys.agent);
  await page.getByText("don-hang.csv · từ 10:00 05/01/2026").waitFor();
  expect(await findViolations(page)).toEqual([]);
});

it("a file whose first row is a customer is not sent without them, and nothing of it is kept", async () => {
  const { page } = await office.open("#/file", keys.lead);
  const choose = (buffer: Buffer) =>
    page.locator("input[type=file]").setInputFiles({ name: "khach.csv", mimeType: "text/csv", buffer });
  await choose(Buffer.from("912000951;Nguyễn Văn A;Đơn 951\n0912000952;Trần Thị B;Đơn 952\n"));
  await page.getByRole("alert").getByText("Dòng đầu của tệp là một khách").waitFor();
  await page.getByText("Trần Thị B").waitFor();
  expect(await page.getByRole("button", { name: "Kiểm tra trước" }).count()).toBe(0);
  await choose(csvOf(["0912000951;Đơn 951;Nguyễn Văn A;951"]).buffer);
  await page.getByRole("button", { name: "Kiểm tra trước" }).click();
  await page.getByRole("button", { name: "Gửi 1 tin" }).click();
  await page.getByText("Tệp này đã gửi xong").waitFor();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/912000951|Nguyễn/);
});

it("what is pressed keeps the focus while it is done, and is done once", async () => {
  const { page } = await office.open("#/file", keys.lead);
  await page.locator("input[type=file]").setInputFiles(csvOf(["0912000961;Đơn 961;Nguyễn Văn A;961"]));
  const sent: string[] = [];
  page.on("request", (request) => {
    if (/\/v1\/messages(\/check)?$/.test(request.url())) sent.push(new URL(request.url()).pathname);
  });
  const pressTwice = async (button: Locator) => {
    await button.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
  };
  const hasFocus = (button: Locator) => button.evaluate((element) => element === document.activeElement);
  const held = Promise.withResolvers<void>();
  await page.route(/\/v1\/messages(\/check)?$/, async (route) => {
    await held.promise;
    await route.continue();
  });
  const check = page.getByRole("button", { name: "Kiểm tra trước" });
  await pressTwice(check);
  await expect.poll(() => sent).toEqual(["/v1/messages/check"]);
  expect(await hasFocus(check)).toBe(true);
  held.resolve();
  const submit = page.getByRole("button", { name: "Gửi 1 tin" });
  await pressTwice(submit);
  await page.getByText("Tệp này đã gửi xong").waitFor();
  expect(sent).toEqual(["/v1/messages/check", "/v1/messages"]);
  expect(await hasFocus(page.getByRole("button", { name: "Gửi tiếp" }))).toBe(true);
});
