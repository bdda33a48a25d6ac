import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import { freePort } from "nxzalo-testing/loopback";
import { defineConfig } from "vitest/config";
import { limits, testRun } from "../vitest.base.ts";
import { findChromium } from "./src/servers/find-chromium.ts";

const chromium = await findChromium();
const port = await freePort();

const { include: _, ...run } = testRun.test ?? {};
// The suites wait more than they work.
const shared = { sequence: { shuffle: true }, maxWorkers: 6, ...limits };
// Chaos measures deadlines and memory: it runs after all others, one file at a time, so that two processors are enough for the callers and
// the server. Crashes want the processor, and come after it; balancers and pollers measure whole processes, and come last.
const afterwards = { sequence: { shuffle: true, groupOrder: 1 }, maxWorkers: 1, ...limits };
const thereafter = { sequence: { shuffle: true, groupOrder: 2 }, maxWorkers: 1, ...limits };
const atLast = { sequence: { shuffle: true, groupOrder: 3 }, maxWorkers: 1, ...limits };
// Where there is no Postgres server, none can go away.
const withoutServer = process.env["DATABASE_URL"] ? [] : ["src/crash/faults/postgres.test.ts"];

export default defineConfig({
  test: {
    ...run,
    // Where the browser's page comes from: an origin that the proxies have to list.
    provide: { browserOrigin: `http://127.0.0.1:${port}` } as never,
    globalSetup: "src/servers/global-setup.ts",
    projects: [
      { extends: false, test: { name: "node", include: ["src/end-to-end/*.test.ts"], ...shared } },
      "./vitest.console.config.ts",
      { extends: false, test: { name: "chaos", include: ["src/{chaos,harness}/**/*.test.ts"], ...afterwards } },
      {
        extends: false,
        test: { name: "crash", include: ["src/crash/**/*.test.ts"], exclude: withoutServer, ...thereafter },
      },
      { extends: false, test: { name: "infrastructure", include: ["src/infrastructure/*.test.ts"], ...atLast } },
      {
        extends: false,
        plugins: [cloudflareTest({ miniflare: { compatibilityDate: "2026-11-01", handleStructuredLogs: () => {} } })],
        test: { name: "workerd", include: ["src/workerd/*.test.ts"], ...shared },
      },
      {
        extends: false,
        test: {
          name: "chromium",
          include: ["src/chromium/*.test.ts"],
          ...shared,
          api: { host: "127.0.0.1", port, strictPort: true },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromium }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
