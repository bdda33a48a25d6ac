import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { limits, testRun } from "../../vitest.base.ts";

const { include: _, typecheck, ...run } = testRun.test ?? {};
// Files wait more than they compute.
const shared = { maxWorkers: 4, sequence: { shuffle: true }, ...limits };
// Where there is no Postgres server, nobody can share its connections or be refused by it.
const withoutServer = process.env["DATABASE_URL"] ? [] : ["test/postgres/*.test.ts"];
const inWorkerd = "{src,test}/**/*.workerd.test.ts";

export default defineConfig({
  test: {
    ...run,
    projects: [
      {
        extends: false,
        test: {
          ...shared,
          name: "node",
          include: ["{src,test}/**/*.test.ts"],
          exclude: [inWorkerd, ...withoutServer],
          ...(typecheck && { typecheck }),
        },
      },
      {
        extends: false,
        plugins: [
          cloudflareTest({
            main: "src/cloudflare.ts",
            miniflare: {
              compatibilityDate: "2026-11-01",
              bindings: {
                NXCLOUD_ACCESS_KEY: "test-access-key",
                NXCLOUD_ACCESS_SECRET: "test-access-secret-0123456789",
                NXCLOUD_APP_KEY: "test-app",
                STORE_KEY: btoa("7".repeat(32)),
              },
              durableObjects: { JOURNEYS: { className: "JourneysObject", useSQLite: true } },
              handleStructuredLogs: () => {},
            },
          }),
        ],
        test: { ...shared, name: "workerd", include: [inWorkerd] },
      },
    ],
  },
});
