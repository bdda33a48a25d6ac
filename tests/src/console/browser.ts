import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { findChromium } from "../servers/find-chromium.ts";

export const launch = async (): Promise<Browser> => chromium.launch(await findChromium());

/** A page, with what it should never do. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of its scripts, violations of its policy, and requests to other hosts. */
  readonly faults: readonly string[];
}

/** Opens a window of its own, and waits for what it shows. What a browser says of an answer that is no success is no fault of the page's. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: "vi-VN", ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  const { origin } = new URL(url);
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) faults.push(message.text());
  });
  page.on("request", (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol.startsWith("http") && asked !== origin) faults.push(`asked ${asked}`);
  });
  await page.goto(url);
  await page.locator("main").waitFor();
  return { page, faults };
}

/** Signs in with a key for the tab. */
export async function signIn(page: Page, key: string): Promise<void> {
  await page.locator("input[type=password]").fill(key);
  await page.locator("button[type=submit]").click();
  await page.locator("nav").waitFor({ state: "attached" });
}

/** What axe finds, one line for each. It is run by the debugger's protocol, which the page's policy does not bind. */
export async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  });
}

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}
