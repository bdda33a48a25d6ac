import type { ViteUserConfig } from "vitest/config";

/** Every package's tests run alike; the JSON report is what `.ci/run` adds up. */
export const testRun: ViteUserConfig = {
  test: {
    include: ["src/**/*.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results/report.json" },
    sequence: { shuffle: true },
  },
};
