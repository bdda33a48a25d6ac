import type { ViteUserConfig } from "vitest/config";

/**
 * For what hangs, not measures: on a busy machine with few cores property tests, which are all computing, passed 20 s, and hooks that start
 * servers, or drop the schemas of hundreds of tests, 60.
 */
export const limits = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } };

/** Every package's tests run alike; the JSON report is what `.ci/run` adds up. */
export const testRun: ViteUserConfig = {
  test: {
    include: ["src/**/*.test.ts"],
    // Tests of the types: the compiler is the judge, and they are counted like the others.
    typecheck: { enabled: true, include: ["src/**/*.test-d.ts"] },
    ...limits,
    reporters: ["default", "json"],
    outputFile: { json: "test-results/report.json" },
    sequence: { shuffle: true },
  },
};
