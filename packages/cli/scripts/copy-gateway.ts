// The gateway's own process becomes files of this package, minified: `nxzalo gateway` starts it, and no import leads to it.
import { copyFileSync, cpSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const from = dirname(fileURLToPath(import.meta.resolve("nxzalo-gateway/process")));
const to = fileURLToPath(new URL("../dist/gateway/", import.meta.url));

await build({
  entryPoints: [join(from, "process.js")],
  outdir: to,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
});
copyFileSync(join(from, "THIRD-PARTY.md"), join(to, "THIRD-PARTY.md"));
// The gateway looks for its pages beside its own files. Packed by gzip as well as by Brotli they would be a fifteenth of the install.
cpSync(join(from, "console"), join(to, "console"), { recursive: true, filter: (path) => !path.endsWith(".gz") });
console.log(`gateway   ${readdirSync(to).length} files`);
