import { createServer, request } from "node:http";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { describe, expect, it, onTestFinished } from "vitest";
import { findViolations, signIn } from "./browser.ts";
import { keys } from "./office.ts";
import { useOffice } from "./use-office.ts";

const office = useOffice("pages");

const headings = {
  vi: {
    today: "Hôm nay",
    find: "Tìm tin của khách",
    tasks: "Việc cần làm",
    messages: "Tin nhắn",
    file: "Gửi từ tệp",
    costs: "Chi phí",
    templates: "Mẫu tin",
    account: "Tài khoản",
  },
  en: {
    today: "Today",
    find: "Find a customer's messages",
    tasks: "Work list",
    messages: "Messages",
    file: "Send a file",
    costs: "Costs",
    templates: "Templates",
    account: "Account",
  },
} as const;

const looks = [
  { language: "vi", colorScheme: "light", width: 1280 },
  { language: "en", colorScheme: "dark", width: 1280 },
  { language: "vi", colorScheme: "dark", width: 360 },
  { language: "en", colorScheme: "light", width: 360 },
] as const;

describe.each(looks)("in $language, $colorScheme, $width wide", ({ language, colorScheme, width }) => {
  it("every page is there, whole, and accessible", async () => {
    const viewport = { width, height: 800 };
    const { page, faults } = await office.open("", undefined, { viewport, colorScheme });
    if (language === "en") await page.getByRole("button", { name: "English" }).click();
    expect(await findViolations(page)).toEqual([]);
    await signIn(page, keys.lead);
    for (const [name, heading] of Object.entries(headings[language])) {
      await page.goto(`${office.url}#/${name}`);
      await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
      await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
      if (name === "find") {
        await page.getByRole("searchbox").fill("đơn 43");
        await page.keyboard.press("Enter");
        await page.locator(".time-line .event-bad").waitFor();
      }
      if (name === "messages") await page.locator(".virtual-row").first().waitFor();
      if (name === "today") await page.locator("canvas").waitFor();
      expect(await findViolations(page), name).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${name} is wider than the window`).toBeLessThanOrEqual(0);
    }
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    expect(faults).toEqual([]);
  });
});

it("what a role may not do is not shown", async () => {
  const { page } = await office.open("#/account", keys.sender);
  await page.getByRole("heading", { level: 1, name: "Tài khoản" }).waitFor();
  expect(await page.locator("nav a").allTextContents()).toEqual(["Việc cần làm", "Gửi từ tệp", "Tài khoản"]);

  const watched = await office.open("#/find", keys.watcher);
  await watched.page.getByRole("searchbox").fill("đơn 43");
  await watched.page.keyboard.press("Enter");
  await watched.page.locator(".time-line").waitFor();
  expect(await watched.page.locator(".actions button").count()).toBe(0);
  expect(await watched.page.locator(".story-phone").textContent()).toBe("•••• 0118");
  await watched.page.goto(`${office.url}#/templates`);
  await watched.page.getByRole("heading", { level: 2, name: "Đơn hàng đang giao" }).waitFor();
  expect(await watched.page.getByRole("button", { name: "Gửi thử" }).count()).toBe(0);
});

it("a wrong key is told, and the right one is the tab's alone", async () => {
  const { page } = await office.open("");
  await page.locator("input[type=password]").fill("wrong-0123456789abcdef");
  await page.locator("button[type=submit]").click();
  await page.getByRole("alert").getByText("Khóa không đúng").waitFor();
  await signIn(page, keys.watcher);
  expect(await page.evaluate(() => [sessionStorage.length, Object.values(localStorage).join()])).toEqual([1, ""]);
  await page.reload();
  await page.locator("nav").waitFor();
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.locator("input[type=password]").waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

it("what did not arrive without a code is counted, and not passed over", async () => {
  const { page } = await office.open("#/account", keys.lead);
  await page.route("**/v1/stats", (route) => {
    const { by } = route.request().postDataJSON() as { by: string };
    const key = by === "state" ? "expired" : null;
    return route.fulfill({ json: { rows: by === "hour" ? [] : [{ key, messages: 500 }], messages: 500 } });
  });
  await page.goto(`${office.url}#/today`);
  await page.getByRole("link", { name: "500 tin không tới mà không có mã lỗi" }).waitFor();
  expect(await page.getByText("Hôm nay chưa có tin nào không tới").count()).toBe(0);
});

it("a browser whose language is no language tag shows its pages, too", async () => {
  const context = await office.browser.newContext();
  await context.addInitScript(() =>
    Object.defineProperty(navigator, "language", { configurable: true, get: () => "en-US@posix" }),
  );
  const page = await context.newPage();
  await page.goto(office.url);
  await signIn(page, keys.lead);
  await page.goto(`${office.url}#/today`);
  // Its figures, without the chart.
  await page.locator("main table").first().waitFor({ state: "attached" });
  await context.close();
});

it.each([
  ["a day ahead", 86_400_000],
  ["a day behind", -86_400_000],
])("where the browser's clock is %s, today is the gateway's", async (_, offMs) => {
  const { page } = await office.open("");
  await page.clock.install({ time: Date.now() + offMs });
  await page.reload();
  const days: unknown[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/v1/stats")) days.push((request.postDataJSON() as { from: string }).from);
  });
  const dayOf = (time: number) => new Date(time + 7 * 3_600_000).toISOString().slice(0, 10);
  const day = dayOf(Date.now());
  await signIn(page, keys.lead);
  await page.locator(".figure").first().waitFor();
  const expected = [day, dayOf(Date.parse(`${day}T00:00:00+07:00`) - 1)];
  expect([...new Set(days)].sort()).toEqual(expected.sort());
  await page.goto(`${office.url}#/costs`);
  expect(await page.getByLabel("Tháng").inputValue()).toBe(day.slice(0, 7));
});

it("another page begins at its top, with the focus on it", async () => {
  const { page } = await office.open("#/account", keys.lead, { viewport: { width: 390, height: 700 } });
  await page.getByRole("heading", { name: "Nhật ký" }).scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Tài khoản" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Tin nhắn" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Tin nhắn" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("content");
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.keyboard.press("Tab");
  expect(await page.locator("main").evaluate((main) => main.contains(document.activeElement))).toBe(true);
});

it("behind a dialog the key of the search goes nowhere", async () => {
  const { page } = await office.open("#/templates", keys.lead);
  await page.getByRole("button", { name: "Gửi thử" }).first().click();
  await page.getByRole("dialog").waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("/");
  expect(page.url()).toContain("#/templates");
  expect(await page.getByRole("dialog").isVisible()).toBe(true);
});

it("a gateway that does not answer in time counts as away", async () => {
  const { page } = await office.open("");
  await page.clock.install();
  await page.reload();
  await signIn(page, keys.lead);
  await page.locator(".figure").first().waitFor();
  await page.route("**/v1/**", () => {});
  await page.getByRole("button", { name: "Tải lại" }).click();
  await page.clock.fastForward(31_000);
  await page.getByText("Mất kết nối tới máy chủ").waitFor();
});

it("an answer that stops halfway is none: the page says so, by the gateway's clock, and goes on by itself", async () => {
  let isCut = false;
  const front = createServer((incoming, outgoing) => {
    const { method, headers, url = "/" } = incoming;
    const asked = request(new URL(url, office.url), { method, headers });
    asked.on("response", (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      if (isCut && url.startsWith("/v1/")) outgoing.write(" ", () => outgoing.destroy());
      else response.pipe(outgoing);
    });
    incoming.pipe(asked);
  });
  const { url } = await listenOnLoopback(front);
  onTestFinished(async () => {
    front.closeAllConnections();
    front.close();
  });
  const { page } = await office.open(`${url}/console/#/today`);
  const hourMs = 3_600_000;
  await page.clock.install({ time: Date.now() + hourMs });
  await page.reload();
  await signIn(page, keys.lead);
  await page.locator(".figure").first().waitFor();
  const hourInVietnam = () => new Date(Date.now() + 7 * hourMs).toISOString().slice(11, 13);
  const hours = [hourInVietnam()];
  isCut = true;
  await page.getByRole("button", { name: "Tải lại" }).click();
  const notice = page.getByText("Mất kết nối tới máy chủ");
  await notice.waitFor();
  hours.push(hourInVietnam());
  expect(hours).toContain(/từ (\d\d):/.exec((await notice.textContent()) ?? "")?.[1]);
  isCut = false;
  await page.clock.fastForward(31_000);
  await notice.waitFor({ state: "detached" });
});

it("with letters twice as large, rows are as high as their text, and fields are within a small window", async () => {
  const { page } = await office.open("", keys.lead, { viewport: { width: 360, height: 740 } });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
  });
  for (const [name, part] of [
    ["today", ".figure"],
    ["costs", ".total"],
    ["messages", ".virtual-row"],
  ] as const) {
    await page.goto(`${office.url}#/${name}`);
    await page.locator(part).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0);
  }
  const cut = await page.locator(".virtual-row").evaluateAll((elements) =>
    elements.filter((row) => {
      const { bottom } = row.getBoundingClientRect();
      return [...row.querySelectorAll("*")].some((cell) => cell.getBoundingClientRect().bottom > bottom + 1);
    }),
  );
  expect(cut).toEqual([]);
});

it("where the browser keeps nothing for a page, a key signs in until the page is loaded anew", async () => {
  const { page, faults } = await office.open("");
  await page.addInitScript(() => {
    for (const name of ["sessionStorage", "localStorage"])
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException("Access is denied for this document.", "SecurityError");
        },
      });
  });
  await page.reload();
  await signIn(page, keys.lead);
  await page.locator(".figure").first().waitFor();
  await page.goto(`${office.url}#/file`);
  await page.getByRole("heading", { level: 1, name: "Gửi từ tệp" }).waitFor();
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.locator("input[type=password]").waitFor();
  expect(faults).toEqual([]);
});

it("what is printed is the page, in dark colours on white", async () => {
  const { page } = await office.open("#/today", keys.lead, { colorScheme: "dark" });
  await page.locator(".figure").first().waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("nav").isVisible()).toBe(false);
  const colours = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.documentElement);
    return [color, backgroundColor];
  });
  expect(colours).toEqual(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
  expect(await page.locator(".figure").first().isVisible()).toBe(true);
});
