import { builtinModules } from "node:module";
import { build } from "esbuild";

/** What a bundler for Workers and browsers makes of some lines of `bench`, minified. */
export async function bundleSource(source: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: "ts" },
    ...{ bundle: true, minify: true, format: "esm", target: "es2022", platform: "browser" },
    conditions: ["worker", "browser"],
    external: [...builtinModules, "node:*"],
    legalComments: "none",
    logLevel: "error",
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
