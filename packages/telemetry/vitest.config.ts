import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { limits, testRun } from "../../vitest.base.ts";

const { include: _, typecheck: __, ...run } = testRun.test ?? {};
const shared = { sequence: { shuffle: true }, ...limits };
const inWorkerd = "src/**/*.workerd.test.ts";

/** The oldest API that is taken, with the SDK of its time. */
const api19 = {
  "@opentelemetry/api": "otel-api-1.9",
  "@opentelemetry/core": "otel-core-2",
  "@opentelemetry/sdk-metrics": "otel-sdk-metrics-2",
  "@opentelemetry/sdk-trace": "otel-sdk-trace-2",
};

export default defineConfig({
  test: {
    ...run,
    projects: [
      {
        extends: false,
        test: { ...shared, name: "api-1.10", include: ["src/**/*.test.ts"], exclude: [inWorkerd], env: { SDK: "3" } },
      },
      {
        extends: false,
        resolve: { alias: api19 },
        test: {
          ...shared,
          name: "api-1.9",
          include: ["src/**/*.test.ts"],
          exclude: [inWorkerd],
          env: { SDK: "2" },
          // So that the SDK's own imports are replaced, too.
          server: { deps: { inline: [/opentelemetry/, /otel-/] } },
        },
      },
      {
        extends: false,
        plugins: [cloudflareTest({ miniflare: { compatibilityDate: "2026-11-01" } })],
        test: { ...shared, name: "workerd", include: [inWorkerd] },
      },
    ],
  },
});
