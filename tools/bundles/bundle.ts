import { builtinModules } from "node:module";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { root } from "../public-packages.ts";

/** What to bundle: a built file, or lines that import some. */
export type BundleSource = { readonly file: string } | { readonly source: string; readonly folder: string };

/** What a bundler makes of an entry. */
export interface Bundle {
  /** Minified, gzip level 9. */
  readonly bytes: number;
  /** Every module that was read, by its path from the workspace's root. */
  readonly inputs: Metafile["inputs"];
  /** What each module contributes, neither minified nor with comments. */
  readonly texts: ReadonlyMap<string, string>;
}

// What the platform gives stays outside, so that it is reported by the rules and not as a failure to resolve.
// So do undici and pg, which Node services install and nobody bundles, and what reads files: they would hide what our own code weighs.
const readers = ["#csv-parse", "fflate", "saxes"];
const external = [...builtinModules, "node:*", "cloudflare:*", "bun:*", "undici", "pg", ...readers];

function run(from: BundleSource, minify: boolean) {
  return build({
    ...("file" in from ? { entryPoints: [from.file] } : { stdin: { contents: from.source, resolveDir: from.folder } }),
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    legalComments: "none",
    logLevel: "silent",
    metafile: true,
    write: false,
    external,
    minify,
  });
}

/** esbuild heads each module with a comment of its path where it does not minify. */
function textsOf(bundled: string, inputs: Metafile["inputs"]): Map<string, string> {
  const texts = new Map<string, string>();
  let module = "";
  for (const line of bundled.split("\n")) {
    const heading = line.startsWith("// ") ? line.slice(3) : "";
    if (heading in inputs) module = heading;
    else texts.set(module, `${texts.get(module) ?? ""}${line}\n`);
  }
  return texts;
}

export async function bundle(from: BundleSource): Promise<Bundle> {
  const [small, readable] = await Promise.all([run(from, true), run(from, false)]);
  const { inputs } = readable.metafile;
  return {
    bytes: gzipSync(small.outputFiles[0]?.contents ?? "", { level: 9 }).length,
    inputs,
    texts: textsOf(readable.outputFiles[0]?.text ?? "", inputs),
  };
}
