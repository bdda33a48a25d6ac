// Before a build: the Worker's static assets, in `assets/`. The console's files with the headers that the gateway gives them, too, and the
// OpenAPI document, which weighs nothing there.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openApiText } from "@nxzalo/proxy/openapi";
import { keptForEver, securityHeaders } from "../../gateway/src/console-page/headers.ts";

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const built = pathOf("../../console/dist");
const assets = pathOf("../assets");

if (!existsSync(`${built}/index.html`)) throw new Error(`the console is not built: ${built} has no index.html`);
rmSync(assets, { recursive: true, force: true });
mkdirSync(assets);
cpSync(built, `${assets}/console`, { recursive: true });
writeFileSync(`${assets}/openapi.json`, openApiText);

const lines = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
// A later rule adds to a header that an earlier one has set, unless it takes that away first.
const rules = [
  "/console/*",
  ...lines({ ...securityHeaders, "cache-control": "no-cache" }),
  "/console/assets/*",
  "  ! cache-control",
  ...lines({ "cache-control": keptForEver }),
];
writeFileSync(`${assets}/_headers`, `${rules.join("\n")}\n`);
