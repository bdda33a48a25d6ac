import { fileURLToPath } from "node:url";
import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";
import { consoleFiles } from "./bundle/console-files.ts";
import { thirdPartyNotices } from "./bundle/third-party.ts";

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const build = libraryBuild({
  index: "src/index.ts",
  app: "src/app.ts",
  main: "src/main.ts",
  process: "src/gateway-process.ts",
  "renew-data-key": "src/renew-data-key.ts",
});

// Every package is inside, since Node takes longer to find and read many files than to run them: only the files of the documentation page stay
// outside. What is loaded only where it is wanted (SQLite, pg, OpenTelemetry) keeps a file of its own.
const packages = /^[@a-z]/;

export default defineConfig({
  ...build,
  platform: "node",
  deps: { alwaysBundle: packages, neverBundle: /^(?:node:|swagger-ui-dist)/, dts: { neverBundle: packages } },
  alias: { undici$: pathOf("bundle/undici.js") },
  plugins: [thirdPartyNotices([pathOf("../../packages/core/THIRD-PARTY.md")]), consoleFiles(pathOf("../console"))],
});
