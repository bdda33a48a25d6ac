import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";

export default defineConfig({
  ...libraryBuild({
    index: "src/index.ts",
    memory: "src/memory.ts",
    sqlite: "src/sqlite.ts",
    postgres: "src/postgres.ts",
    cloudflare: "src/cloudflare.ts",
  }),
  deps: { neverBundle: [/^node:/] },
});
