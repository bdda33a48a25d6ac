import { defineConfig, mergeConfig } from "vitest/config";
import { testRun } from "../../vitest.base.ts";

// Pure functions: they need no worker each.
export default defineConfig(mergeConfig(testRun, { test: { isolate: false } }));
