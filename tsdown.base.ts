import type { UserConfig } from "tsdown";

/** One build for every package: ESM for any runtime, declarations and source maps beside it. */
export const libraryBuild = (entry: Record<string, string>): UserConfig => ({
  entry,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  fixedExtension: false,
  dts: true,
  sourcemap: true,
  clean: true,
  // One character beyond Latin-1, and an engine reads all of a script at two bytes a character; what comments say stands in the declarations.
  outputOptions: { charset: "ascii", comments: { jsdoc: false } },
});
