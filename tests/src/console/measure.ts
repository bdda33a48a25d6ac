// `node tests/src/console/measure.ts`: prints what the console weighs and how long it takes, at this machine's pace and at a quarter of it.
import type { Page } from "playwright";
import { weighFirstLoad } from "../../../tools/bundles/console.ts";
import { launch, openPage } from "./browser.ts";
import { answerWithMany, loadMany, scrollThrough } from "./many-messages.ts";
import { fillOffice, keys, openOffice } from "./office.ts";

const runs = 5;
const median = (values: readonly number[]) => values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
const ms = (value: number) => `${value.toFixed(0)} ms`;

const office = await openOffice("measure");
await fillOffice(office);
const browser = await launch();

async function openSlowed(place: string, rate: number, prepare = async (_: Page) => {}): Promise<Page> {
  const { page } = await openPage(browser, "about:blank");
  const debuggerOf = await page.context().newCDPSession(page);
  await debuggerOf.send("Emulation.setCPUThrottlingRate", { rate });
  await page.addInitScript((key) => sessionStorage.setItem("nxzalo-key", key), keys.lead);
  await prepare(page);
  await page.goto(`${office.url}#/${place}`);
  return page;
}

/** From the address to a search field that takes keys, with an empty cache. */
async function measureFirstLoad(rate: number): Promise<number> {
  const page = await openSlowed("find", rate);
  const at = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.activeElement?.id === "find-input") resolve(performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await page.context().close();
  return at;
}

/** From the end of a reply to what it found being on the page. */
async function measureAnswer(rate: number): Promise<number> {
  const page = await openSlowed("find", rate);
  await page.getByRole("searchbox").fill("đơn 43");
  const drawn = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector(".parcel-name")) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await page.keyboard.press("Enter");
  const at = await drawn;
  const ends = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter(({ name }) => name.endsWith("/v1/messages/search"))
      .map((entry) => (entry as PerformanceResourceTiming).responseEnd),
  );
  await page.context().close();
  return at - Math.max(...ends.filter((end) => end <= at));
}

async function measureMany(rate: number): Promise<readonly number[]> {
  const page = await openSlowed("messages", rate, answerWithMany);
  const times = await scrollThrough(await loadMany(page));
  await page.context().close();
  return times;
}

async function repeat(measure: (rate: number) => Promise<number>, rate: number): Promise<string> {
  const values: number[] = [];
  for (let run = 0; run < runs; run += 1) values.push(await measure(rate));
  return `${ms(median(values))} (${ms(Math.min(...values))} to ${ms(Math.max(...values))}, ${runs} runs)`;
}

console.log(`scripts of the first load   ${weighFirstLoad()} bytes, gzip`);
for (const rate of [1, 4]) {
  const pace = rate === 1 ? "" : `, CPU slowed ${rate} times`;
  console.log(`first load${pace}: the search takes keys after ${await repeat(measureFirstLoad, rate)}`);
  console.log(`a search${pace}: found is on the page after its reply by ${await repeat(measureAnswer, rate)}`);
  const frames = await measureMany(rate);
  const worst = frames.at(-1) ?? 0;
  console.log(
    `100,000 rows${pace}: a frame takes ${ms(median(frames))}, ${ms(frames[56] ?? 0)} in 19 of 20, ${ms(worst)} at most`,
  );
}
await browser.close();
await office.close();
process.exit(0);
