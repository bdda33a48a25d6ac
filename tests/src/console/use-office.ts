import type { Browser, BrowserContextOptions } from "playwright";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { launch, openPage, signIn, type WatchedPage } from "./browser.ts";
import { fillOffice, type Office, openOffice } from "./office.ts";

/** An office, with a browser before it. */
export interface WatchedOffice extends Office {
  readonly browser: Browser;
  /** Opens a window of its own, which ends with the test: a place such as `#/tasks`, or a whole URL; signed in, where a key is given. */
  open(place: string, key?: string, options?: BrowserContextOptions): Promise<WatchedPage>;
}

/** How the office of a file's tests is opened. */
interface OfficeOptions {
  /** More of the gateway's environment, and other values of it. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the shop has sent messages. Default: true. */
  readonly isFilled?: boolean;
}

/** An office for the tests of a file: it is there once they begin. */
export function useOffice(name: string, { env, isFilled = true }: OfficeOptions = {}): WatchedOffice {
  const office = {
    open: async (place, key, options) => {
      const watched = await openPage(office.browser, new URL(place, office.url).href, options);
      onTestFinished(() => watched.page.context().close());
      if (key !== undefined) await signIn(watched.page, key);
      return watched;
    },
  } as WatchedOffice;
  beforeAll(async () => {
    const [opened, browser] = await Promise.all([openOffice(name, env), launch()]);
    Object.assign(office, opened, { browser });
    if (isFilled) await fillOffice(office);
  });
  afterAll(async () => {
    await office.browser.close();
    await office.close();
  });
  return office;
}
