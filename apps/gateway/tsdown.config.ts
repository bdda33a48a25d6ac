import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";

export default defineConfig({
  ...libraryBuild({
    index: "src/index.ts",
    app: "src/app.ts",
    main: "src/main.ts",
    "renew-data-key": "src/renew-data-key.ts",
  }),
  deps: { neverBundle: [/^node:/] },
});
