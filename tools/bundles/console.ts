import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "../public-packages.ts";

const dist = join(root, "apps/console/dist");

/** What the console's first page loads of script, as it is built: gzip level 9, in bytes. */
export function weighFirstLoad(): number {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const scripts = [...page.matchAll(/(?:src|href)="\/console\/([^"]+\.js)"/g)].map(([, path]) => path ?? "");
  if (scripts.length === 0) throw new Error("apps/console/dist/index.html loads no script");
  return scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path)), { level: 9 }).length, 0);
}
