// `node tests/src/console/screenshots.ts`: takes the console's pictures for the README, of a day that is made up.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { phoneForCode, phoneForZaloCode, templateIdFor } from "@nxzalo/sandbox";
import { launch, openPage, signIn } from "./browser.ts";
import { keys, openOffice } from "./office.ts";

const hourMs = 3_600_000;
const end = Date.parse("2026-11-27T15:20:00+07:00");
const RealDate = Date;
let movedMs = 0;
// Gateway and emulator run in this process, so that one clock is all of theirs.
globalThis.Date = class extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    if (given.length === 0) super(RealDate.now() + movedMs);
    else super(given[0]);
  }
  static override now() {
    return RealDate.now() + movedMs;
  }
} as DateConstructor;
const moveTo = (time: number) => {
  movedMs = time - RealDate.now();
};

const folder = fileURLToPath(new URL("../../../docs/images/", import.meta.url));
await mkdir(folder, { recursive: true });

moveTo(end - 40 * hourMs);
const office = await openOffice("screenshots");
const content = (order: string) => ({ templateId: "133214", templateData: { customer_name: "Nguyễn Văn A", order } });
let sent = 0;

async function send(phone: string, changes: object = {}): Promise<void> {
  sent += 1;
  const reference = `HN-${String(40_000 + sent)}`;
  const message = { phone, tokenType: "token_logistics_7" as const, reference, ...content(reference), ...changes };
  await office.shop.sendTemplate(message).catch(() => undefined);
}

/** How much is sent in the hours of a day, from midnight on. */
const pace = [0, 0, 0, 0, 0, 0, 3, 7, 12, 15, 13, 8, 6, 10, 14, 12, 9, 8, 5, 4, 3, 1, 0, 0];
const phoneOf = (place: number) => `849123${String(10_000 + place * 37).slice(-5)}`;
for (let before = 39; before >= 0; before -= 1) {
  await office.settle();
  moveTo(end - before * hourMs);
  const hour = (new Date().getUTCHours() + 7) % 24;
  const isToday = end - before * hourMs > Date.parse("2026-11-27T00:00:00+07:00");
  const count = Math.round((pace[hour] ?? 0) * (isToday ? 1 : 0.8));
  await Promise.all(Array.from({ length: count }, (_, place) => send(phoneOf(sent + place))));
  if (!isToday || count === 0) continue;
  if (hour % 3 === 0) await send(phoneForZaloCode(-118));
  if (hour % 4 === 0) await send(phoneForZaloCode(-141));
  if (hour === 10) await send(phoneForZaloCode(-144));
  if (hour === 9) await send(phoneForCode(9001));
  if (hour >= 14) await send(phoneOf(900 + hour), { templateId: templateIdFor("undelivered") });
}
moveTo(end - 5 * 60_000);
await send("84912345678", { reference: "HN-40217" });
moveTo(end - 4 * 60_000);
await send(phoneForZaloCode(-118), { reference: "HN-40218" });
moveTo(end);
await office.settle();

const browser = await launch();
const viewport = { width: 1280, height: 800 };
const { page } = await openPage(browser, office.url, { viewport, colorScheme: "light" });
await page.clock.setFixedTime(new RealDate(end));
// The page goes by the gateway's time, which Node's HTTP server tells by a clock that is not moved.
await page.route("**/v1/**", async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, headers: { ...response.headers(), date: new RealDate(end).toUTCString() } });
});
await page.reload();
await signIn(page, keys.agent);
await page.locator("canvas").waitFor();
await page.waitForTimeout(500);
await page.screenshot({ path: `${folder}console-today.png` });
await page.goto(`${office.url}#/find`);
await page.getByRole("searchbox").fill("0118");
await page.keyboard.press("Enter");
await page.locator(".parcel").first().click();
await page.locator(".time-line").waitFor();
await page.waitForTimeout(300);
await page.screenshot({ path: `${folder}console-find.png` });
await browser.close();
await office.close();
process.exit(0);
