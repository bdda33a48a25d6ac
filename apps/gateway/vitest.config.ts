import { defineConfig, mergeConfig } from "vitest/config";
import { testRun } from "../../vitest.base.ts";

export default defineConfig(
  // These tests wait for processes and slow upstreams more than they compute.
  mergeConfig(testRun, { test: { maxWorkers: 4 } }),
);
