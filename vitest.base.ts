import type { ViteUserConfig } from "vitest/config";

/** Every package's tests run alike; the JSON report is what `.ci/run` adds up. */
export const testRun: ViteUserConfig = {
  test: {
    include: ["src/**/*.test.ts"],
    // Tests of the types: the compiler is the judge, and they are counted like the others.
    typecheck: { enabled: true, include: ["src/**/*.test-d.ts"] },
    // A limit for what hangs, not a measure: property tests are all computing, and on a busy machine with few cores they passed 20 s.
    testTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    reporters: ["default", "json"],
    outputFile: { json: "test-results/report.json" },
    sequence: { shuffle: true },
  },
};
