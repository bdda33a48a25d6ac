import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";

export default defineConfig({
  ...libraryBuild({ index: "src/index.ts" }),
  deps: { neverBundle: [/^node:/] },
  // A file for each module: in one file the check of Node's version would run after the import of undici.
  unbundle: true,
});
