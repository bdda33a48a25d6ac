import { defineConfig, mergeConfig } from "vitest/config";
import { testRun } from "../../vitest.base.ts";

export default defineConfig(
  // The tests see more than the sources may: Node, and servers.
  mergeConfig(testRun, { test: { typecheck: { tsconfig: "tsconfig.test.json" } } }),
);
