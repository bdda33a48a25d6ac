import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Rolldown } from "tsdown";

/** What gets smaller. */
const compressible = /\.(?:html|js|css|svg|json|txt|webmanifest)$/;

const squeezed = (bytes: Buffer): readonly (readonly [ending: string, bytes: Buffer])[] => [
  ["br", brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })],
  ["gz", gzipSync(bytes, { level: 9 })],
];

/**
 * Puts the console's files beside a bundle, in `console/`, each also compressed, so that what is deployed is one folder.
 *
 * @param folder Of the console: its files are in `dist`, and a bundle without them is none.
 */
export const consoleFiles = (folder: string): Rolldown.Plugin => ({
  name: "console-files",
  generateBundle() {
    const dist = join(folder, "dist");
    if (!existsSync(join(dist, "index.html"))) throw new Error(`the console is not built: ${dist} has no index.html`);
    for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const bytes = readFileSync(file);
      const fileName = `console/${file.slice(dist.length + 1).replaceAll("\\", "/")}`;
      this.emitFile({ type: "asset", fileName, source: bytes });
      if (!compressible.test(fileName)) continue;
      for (const [ending, smaller] of squeezed(bytes)) {
        if (smaller.length < bytes.length)
          this.emitFile({ type: "asset", fileName: `${fileName}.${ending}`, source: smaller });
      }
    }
  },
});
