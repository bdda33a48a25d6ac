import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";

export default defineConfig({
  ...libraryBuild({ index: "src/index.ts", guard: "src/guard.ts", node: "src/node.ts", bin: "src/bin.ts" }),
  deps: { neverBundle: [/^node:/] },
});
