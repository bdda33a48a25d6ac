import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, transform } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = "es2022";

async function bundle(what: Pick<BuildOptions, "stdin" | "entryPoints">): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...what,
    target,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    conditions: ["worker", "browser"],
    external: [...builtinModules, "node:*", "cloudflare:*"],
    legalComments: "none",
    logLevel: "error",
    write: false,
  });
  return outputFiles?.[0]?.contents ?? new Uint8Array();
}

/** What a bundler for Workers and browsers makes of a module of this folder, minified. */
export const bundleFile = (name: string): Promise<Uint8Array> => bundle({ entryPoints: [`${here}${name}`] });

/** The same of a module's text, which finds its packages from a folder. */
export const bundleText = (contents: string, resolveDir: string = here): Promise<Uint8Array> =>
  bundle({ stdin: { contents, resolveDir } });

/** A bundle that is there already, minified. */
export const minify = async (code: string): Promise<string> =>
  (await transform(code, { target, minify: true, format: "esm", legalComments: "none" })).code;
