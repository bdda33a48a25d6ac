import { fileURLToPath } from "node:url";
import { defineConfig } from "tsdown";
import { thirdPartyNotices } from "../../apps/gateway/bundle/third-party.ts";
import { libraryBuild } from "../../tsdown.base.ts";

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Every package is inside, and each command is a chunk that is read when it is run: the install is one package, and `--help` reads little.
export default defineConfig({
  ...libraryBuild({ main: "src/main.ts" }),
  platform: "node",
  dts: false,
  sourcemap: false,
  minify: true,
  deps: { alwaysBundle: /^[@a-z]/, neverBundle: /^node:/ },
  plugins: [thirdPartyNotices([pathOf("../core/THIRD-PARTY.md")])],
});
