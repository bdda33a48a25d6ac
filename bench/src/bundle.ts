import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

async function bundle(what: Pick<BuildOptions, "stdin" | "entryPoints">): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...what,
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
  return outputFiles?.[0]?.contents ?? new Uint8Array();
}

/** What a bundler for Workers and browsers makes of a module of this folder, minified. */
export const bundleFile = (name: string): Promise<Uint8Array> => bundle({ entryPoints: [`${here}${name}`] });

/** The same of a module's text. */
export const bundleText = (contents: string): Promise<Uint8Array> => bundle({ stdin: { contents, resolveDir: here } });
