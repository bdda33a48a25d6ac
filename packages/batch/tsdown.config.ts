import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";

export default defineConfig(libraryBuild({ index: "src/index.ts", files: "src/files/index.ts" }));
