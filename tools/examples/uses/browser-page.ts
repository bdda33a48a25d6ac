import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { findChromium } from "../../../tests/src/servers/find-chromium.ts";
import { root } from "../../public-packages.ts";
import type { Example } from "../example.ts";
import { call } from "../http.ts";
import { startExample } from "../start-example.ts";

/** The part of Playwright, which the tests have installed, that is used. */
interface Page {
  goto(url: string): Promise<unknown>;
  click(selector: string): Promise<void>;
  waitForFunction(script: string): Promise<unknown>;
  textContent(selector: string): Promise<string | null>;
  evaluate<T>(script: string): Promise<T>;
}
interface Playwright {
  readonly chromium: {
    launch(options: object): Promise<{ newPage(): Promise<Page>; close(): Promise<void> }>;
  };
}

/** Opens a page in Chromium for as long as the work takes. */
export async function inChromium<T>(url: string, work: (page: Page) => Promise<T>): Promise<T> {
  const { chromium } = createRequire(join(root, "tests/package.json"))("playwright") as Playwright;
  const browser = await chromium.launch(await findChromium());
  try {
    const page = await browser.newPage();
    await page.goto(url);
    return await work(page);
  } finally {
    await browser.close();
  }
}

/** The page's button, pressed twice in Chromium. */
export async function useBrowserPage(example: Example): Promise<string> {
  const server = await startExample(example);
  try {
    const gateway = await server.printed(/its gateway on (\S+)/);
    const press = async (page: Page) => {
      await page.click("button");
      await page.waitForFunction(`document.querySelector("output").textContent !== ""`);
      const text = await page.textContent("output");
      await page.waitForFunction(`(document.querySelector("output").textContent = "") === ""`);
      return text ?? "";
    };
    const [first, second] = await inChromium(server.url, async (page) => {
      // The script has asked for its session before it listens.
      await page.waitForFunction(`document.querySelector("button").onclick !== null`);
      return [await press(page), await press(page)];
    });
    assert.match(first ?? "", /^sent: [0-9a-f-]{36}$/);
    assert.equal(second, first, "pressed twice, sent twice");
    const script = (await call(`${server.url}/page.js`)).text;
    assert.doesNotMatch(script, /accessSecret|sandbox-access/);
    const { token } = (await call(`${server.url}/session`, { method: "POST" })).json;
    const search = (bearer: string) =>
      call(`${gateway}/v1/journeys/search`, {
        method: "POST",
        headers: { authorization: `Bearer ${bearer}` },
        body: {},
      }).then(({ status }) => status);
    assert.deepEqual([await search(token), await search(`${token}x`)], [403, 401], "the token does more than send");
  } finally {
    await server.stop();
  }
  return "a button pressed twice in Chromium: one message; the page's token may send and nothing else";
}
