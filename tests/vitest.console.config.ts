import { defineConfig } from "vitest/config";
import { limits } from "../vitest.base.ts";

// By itself, without the servers of the other suites: `vitest run --config vitest.console.config.ts`.
export default defineConfig({
  test: {
    name: "console",
    include: ["src/console/*.test.ts"],
    // Beside the other suites it has a place of its own: browsers want the processors.
    sequence: { shuffle: true, groupOrder: 4 },
    maxWorkers: 2,
    ...limits,
  },
});
