import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** What a bundler for Workers and browsers makes of a module of `bundled/`, minified. */
export async function bundleModule(name: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./bundled/${name}.ts`, import.meta.url))],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    conditions: ["worker", "browser"],
    external: [...builtinModules, "node:*"],
    legalComments: "none",
    logLevel: "error",
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
