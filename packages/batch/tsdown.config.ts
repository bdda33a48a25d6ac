import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";

export default defineConfig({
  ...libraryBuild({ index: "src/index.ts", files: "src/files/index.ts" }),
  // Which build of csv-parse it is, for Node or for browsers, is decided where the package is used.
  deps: { neverBundle: ["#csv-parse"] },
});
