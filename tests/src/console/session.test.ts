import { createServer, request } from "node:http";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { expect, it } from "vitest";
import { findViolations, signIn } from "./browser.ts";
import { keys, openOffice } from "./office.ts";
import { useOffice } from "./use-office.ts";

const office = useOffice("session");

it("a link signs in once, by a cookie that no script reads, and is gone from the address", async () => {
  const desk = office.desk(keys.lead);
  const { url } = await desk.sessions.invite({ name: "Nguyễn Văn A", role: "bookkeeper" });
  const { page, faults } = await office.open(url);
  await page.locator("nav").getByText("Nguyễn Văn A").waitFor();
  expect(page.url()).not.toContain("link=");
  expect(await page.evaluate(() => [document.cookie, sessionStorage.length])).toEqual(["", 0]);
  await page.reload();
  await page.locator("nav").getByText("Nguyễn Văn A").waitFor();
  await page.goto(`${office.url}#/account`);
  await page.getByText("kế toán").waitFor();
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.locator("input[type=password]").waitFor();
  await page.reload();
  await page.locator("input[type=password]").waitFor();

  await page.goto("about:blank");
  await page.goto(url);
  await page.getByText("Liên kết này đã được dùng").waitFor();
  expect(faults).toEqual([]);
});

it("a link that is pasted into a tab of the console signs in there, also where it fails at first", async () => {
  const desk = office.desk(keys.lead);
  const { url } = await desk.sessions.invite({ name: "Trần Văn C", role: "agent" });
  const { page } = await office.open("#/find", keys.agent);
  await page.getByRole("searchbox").fill("0912345678");
  await page.keyboard.press("Enter");
  await page.locator(".parcel").first().waitFor();
  await page.route("**/console/session", (route) => route.abort(), { times: 1 });
  await page.evaluate((link) => location.assign(link), url);
  await page.getByRole("button", { name: "Thử lại" }).click();
  await page.locator("nav").getByText("Trần Văn C").waitFor();
  expect(page.url()).not.toContain("link=");
  // What the other person has looked for is not theirs to see.
  await page.goto(`${office.url}#/find`);
  expect(await page.getByRole("searchbox").inputValue()).toBe("");
});

it("who opens their own link once more is signed in still", async () => {
  const { url } = await office.desk(keys.lead).sessions.invite({ name: "Ngô Thị K", role: "agent" });
  const { page } = await office.open(url);
  await page.locator("nav").getByText("Ngô Thị K").waitFor();
  const other = await page.context().newPage();
  await other.goto(url);
  await other.locator("nav").getByText("Ngô Thị K").waitFor();
  await other.getByText("Bạn vẫn đang đăng nhập với tên Ngô Thị K.").waitFor();
  expect(other.url()).not.toContain("link=");
  await page.goto(`${office.url}#/find`);
  await page.getByRole("searchbox").waitFor();
});

it("a lead makes a link for another person", async () => {
  const { page } = await office.open("#/account", keys.lead);
  await page.getByLabel("Tên", { exact: true }).fill("Trần Thị B");
  await page.getByRole("button", { name: "Tạo liên kết" }).click();
  expect(await page.locator(".secret-link").textContent()).toMatch(/\/console\/#link=\S+$/);
});

it("behind a server that asks the gateway by another host, the link leads to where the page is", async () => {
  const hidden = await openOffice("hidden", { PUBLIC_URL: "" });
  const front = createServer((incoming, outgoing) => {
    const { method, headers, url = "/" } = incoming;
    const asked = request(new URL(url, hidden.url), { method, headers: { ...headers, host: "gateways" } });
    asked.on("response", (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    incoming.pipe(asked);
  });
  const { url } = await listenOnLoopback(front);
  const { page } = await office.open(`${url}/console/#/account`, keys.lead);
  await page.getByLabel("Tên", { exact: true }).fill("Trần Thị B");
  await page.getByRole("button", { name: "Tạo liên kết" }).click();
  const link = await page.locator(".secret-link").textContent();
  front.closeAllConnections();
  front.close();
  await hidden.close();
  expect(link?.split("#link=")[0]).toBe(`${url}/console/`);
});

it("a lead signs another person out, whose open page asks to sign in again", async () => {
  const name = "Hồ Văn H";
  const desk = office.desk(keys.lead);
  const [{ url }, unused] = await Promise.all([
    desk.sessions.invite({ name, role: "agent" }),
    desk.sessions.invite({ name, role: "agent" }),
  ]);
  const { page: theirs } = await office.open(url);
  await theirs.locator("nav").getByText(name).waitFor();
  const { page, faults } = await office.open("#/account", keys.lead);
  const section = page.locator("section").filter({ has: page.getByRole("heading", { name: "Đăng xuất một người" }) });
  const signOut = async () => {
    await section.getByLabel("Tên của người đó").fill(` ${name} `);
    await section.getByRole("button", { name: "Đăng xuất người này" }).click();
    await page.getByRole("dialog", { name: `Đăng xuất ${name} ở mọi nơi?` }).waitFor();
  };
  await signOut();
  await page.getByRole("button", { name: "Thôi", exact: true }).click();
  expect((await desk.audit.search({ action: "sign_out" })).entries).toEqual([]);
  await signOut();
  await page.getByRole("dialog").getByRole("button", { name: "Đăng xuất người này" }).click();
  await page.getByText("Đã kết thúc 1 phiên.").waitFor();
  // It asks again by itself.
  const again = theirs.getByRole("dialog");
  await again.getByText("Phiên làm việc đã hết").waitFor({ timeout: 20_000 });
  await again.getByText(`vẫn còn khi ${name} đăng nhập lại`).waitFor();

  await signOut();
  await page.getByRole("dialog").getByRole("button", { name: "Đăng xuất người này" }).click();
  await page.getByText("Không có ai đang đăng nhập bằng tên này").waitFor();
  const { page: late } = await office.open(unused.url);
  await late.getByText("Liên kết này đã được dùng").waitFor();
  expect(faults).toEqual([]);
});

it("where the gateway is a staging one, a red bar says so on every page", async () => {
  const { page } = await office.open("");
  await page.route("**/v1/me", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), staging: true } });
  });
  await signIn(page, keys.lead);
  for (const name of ["today", "find", "tasks", "messages", "file", "costs", "templates", "account"]) {
    await page.goto(`${office.url}#/${name}`);
    await page.locator(`nav a[href="#/${name}"][aria-current=page]`).waitFor({ state: "attached" });
    await page.getByText("Môi trường thử").waitFor();
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
  expect(await findViolations(page)).toEqual([]);
});

it("a restart of the gateway is told, what is shown stays, and it goes on by itself", async () => {
  const { page } = await office.open("", keys.lead);
  const figure = page.locator(".figure-arrived .figure-count");
  const before = await figure.textContent();
  const start = await office.restart();
  await page.getByRole("button", { name: "Tải lại" }).click();
  await page.getByText("Mất kết nối tới máy chủ").waitFor();
  expect(await figure.textContent()).toBe(before);
  await start();
  await page.getByText("Mất kết nối tới máy chủ").waitFor({ state: "detached" });
  expect(await figure.textContent()).toBe(before);
});

it("where a session ends in the middle of something, what was typed is there once the same person is back", async () => {
  const { page } = await office.open("#/tasks", keys.agent);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Đơn 44" }) });
  await card.getByRole("button", { name: "Nhận việc" }).click();
  await card.getByLabel("Ghi chú").fill("Khách đổi số, hẹn gọi lại");
  await page.route("**/v1/**", (route) => route.fulfill({ status: 401, json: {} }));
  await page.getByRole("button", { name: "Tải lại" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Phiên làm việc đã hết").waitFor();
  await dialog.getByText("vẫn còn khi shop đăng nhập lại").waitFor();
  expect(await card.isVisible()).toBe(false);
  expect(await findViolations(page)).toEqual([]);
  // It cannot be passed over.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  expect(await dialog.isVisible()).toBe(true);
  await page.unroute("**/v1/**");
  await signIn(page, keys.agent);
  await dialog.waitFor({ state: "detached" });
  expect(await card.getByLabel("Ghi chú").inputValue()).toBe("Khách đổi số, hẹn gọi lại");
  await card.getByRole("button", { name: "Lưu" }).click();
  await card.getByRole("button", { name: "Lưu" }).waitFor({ state: "detached" });

  await card.getByLabel("Ghi chú").fill("chưa lưu");
  await page.route("**/v1/**", (route) => route.fulfill({ status: 401, json: {} }));
  await page.getByRole("button", { name: "Tải lại" }).click();
  await dialog.getByText("Phiên làm việc đã hết").waitFor();
  await page.unroute("**/v1/**");
  await signIn(page, keys.lead);
  await dialog.waitFor({ state: "detached" });
  await card.getByText("Khách đổi số, hẹn gọi lại").waitFor();
  expect(await page.getByText("chưa lưu").count()).toBe(0);
});

it("a tab follows where another one signs in as another person, or signs out", async () => {
  const desk = office.desk(keys.lead);
  const [first, second] = await Promise.all([
    desk.sessions.invite({ name: "Lê Thị D", role: "agent" }),
    desk.sessions.invite({ name: "Phạm Văn E", role: "bookkeeper" }),
  ]);
  const { page } = await office.open(first.url);
  await page.locator("nav").getByText("Lê Thị D").waitFor();
  const other = await page.context().newPage();
  await other.goto(second.url);
  await other.locator("nav").getByText("Phạm Văn E").waitFor();
  await page.locator("nav").getByText("Phạm Văn E").waitFor();
  expect(await page.getByRole("link", { name: "Việc cần làm" }).count()).toBe(0);
  await other.getByRole("button", { name: "Đăng xuất" }).click();
  await page.locator("input[type=password]").waitFor();
});

it("who signs out without a network is out at once, and the page says that the session goes on", async () => {
  const desk = office.desk(keys.lead);
  const { url } = await desk.sessions.invite({ name: "Vũ Thị G", role: "agent" });
  const { page } = await office.open(url);
  await page.locator("nav").getByText("Vũ Thị G").waitFor();
  const held = Promise.withResolvers<void>();
  await page.route("**/console/session", async (route) => {
    await held.promise;
    await route.abort();
  });
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.locator("input[type=password]").waitFor();
  held.resolve();
  await page.getByText("Máy chủ chưa nhận được yêu cầu đăng xuất").waitFor();
});

it("who pastes a new link where the session has ended goes on with what was being done, also where an old call is refused late", async () => {
  const name = "Đặng Thị L";
  const desk = office.desk(keys.lead);
  const { url } = await desk.sessions.invite({ name, role: "lead" });
  const { page } = await office.open(url);
  await page.locator("nav").getByText(name).waitFor();
  await page.goto(`${office.url}#/messages?code=-118`);
  await page.locator(".virtual-row").first().waitFor();
  // The list asks again: its answer is still on its way when the session is over, and another call is refused.
  const late = Promise.withResolvers<void>();
  await page.route("**/v1/messages/search", async (route) => {
    await late.promise;
    await route.fulfill({ status: 401, json: {} });
  });
  await page.getByRole("button", { name: "Tải lại" }).click();
  await page.getByRole("button", { name: "Gửi lại hàng loạt" }).click();
  const dialog = page.getByRole("dialog", { name: "Gửi lại các tin không tới" });
  await dialog.getByLabel("Nhập 1 để xác nhận").fill("1");
  // It ends, of which the page does not hear.
  const ended = await page.evaluate(async () => {
    const headers = { "content-type": "application/json" };
    return (await fetch("/console/session", { method: "DELETE", headers })).status;
  });
  expect(ended).toBe(204);
  await dialog.getByRole("button", { name: "Gửi lại 1 tin" }).click();
  const cover = page.getByText("Phiên làm việc đã hết");
  await cover.waitFor();
  const again = await desk.sessions.invite({ name, role: "lead" });
  await page.evaluate((link) => location.assign(link), again.url);
  await cover.waitFor({ state: "detached" });
  const refused = page.waitForResponse("**/v1/messages/search");
  late.resolve();
  expect((await refused).status()).toBe(401);
  await page.unroute("**/v1/messages/search");
  expect(await dialog.getByLabel("Nhập 1 để xác nhận").inputValue()).toBe("1");
  await dialog.getByRole("button", { name: "Gửi lại 1 tin" }).click();
  await dialog.getByText("Đã gửi lại 1 tin.").waitFor();
  expect(page.url()).toMatch(/#\/messages\?code=-118$/);
  expect(await cover.count()).toBe(0);
});

it("a page that the browser had put aside looks who is signed in when it is come back to", async () => {
  const desk = office.desk(keys.lead);
  const [first, second] = await Promise.all([
    desk.sessions.invite({ name: "Bùi Văn M", role: "agent" }),
    desk.sessions.invite({ name: "Phan Thị N", role: "bookkeeper" }),
  ]);
  const { page } = await office.open(first.url);
  await page.locator("nav").getByText("Bùi Văn M").waitFor();
  // Another person signs in, of whom the page does not hear.
  const token = second.url.split("#link=")[1] ?? "";
  const status = await page.evaluate(async (secret) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ token: secret });
    return (await fetch("/console/session", { method: "POST", headers, body })).status;
  }, token);
  expect(status).toBe(204);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await page.locator("nav").getByText("Phan Thị N").waitFor();
});
