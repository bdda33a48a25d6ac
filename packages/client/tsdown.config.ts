import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";
import coreBuild from "../core/tsdown.config.ts";

type Plugin = NonNullable<Extract<UserConfig["plugins"], readonly unknown[]>>[number];

const coreEntries = (coreBuild as UserConfig).entry as Readonly<Record<string, string>>;

/** What the client shares with core becomes part of its own files, from core's sources: it installs no other package. */
const bundleCore: Plugin = {
  name: "bundle-core",
  resolveId(id) {
    // Core's schemas stand beside types that the client names. Types alone come in, and zod is in none of them.
    if (/^zod(\/|$)/.test(id)) return { id, external: true, moduleSideEffects: false };
    const [isCore, entry = "index"] = /^@nxzalo\/core(?:\/(\w+))?$/.exec(id) ?? [];
    const file = isCore && coreEntries[entry];
    return file && { id: fileURLToPath(new URL(`../core/${file}`, import.meta.url)), moduleSideEffects: false };
  },
  // The examples in core's comments import from core, which need not be installed here.
  renderChunk: (code) => ({
    code: code.replace(/(^ *\* import .* from )"@nxzalo\/core\/(errors|problem)"/gm, '$1"@nxzalo/client"'),
    map: null,
  }),
};

export default defineConfig({
  ...libraryBuild({ index: "src/index.ts", journeys: "src/journeys.ts", desk: "src/desk.ts" }),
  // The checks of bundles read the maps; they are not published, for the sake of the install size.
  sourcemap: "hidden",
  plugins: [bundleCore],
});
