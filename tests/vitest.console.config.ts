import { defineConfig } from "vitest/config";

// By itself, without the servers of the other suites: `vitest run --config vitest.console.config.ts`.
export default defineConfig({
  test: {
    name: "console",
    include: ["src/console/*.test.ts"],
    sequence: { shuffle: true },
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
