import { defineConfig } from "vitest/config";
import { testRun } from "../../vitest.base.ts";

export default defineConfig(testRun);
