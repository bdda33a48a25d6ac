import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";

const build = libraryBuild({
  index: "src/index.ts",
  config: "src/config.ts",
  errors: "src/errors.ts",
  hashes: "src/internal/hashes.ts",
  internal: "src/internal.ts",
  journeys: "src/journeys/journey-service.ts",
  phone: "src/phone.ts",
  problem: "src/problem.ts",
  text: "src/internal/text.ts",
  zod: "src/internal/zod.ts",
  schemas: "src/schemas/index.ts",
  vi: "src/vi/index.ts",
});

export default defineConfig({
  ...build,
  // What is used of these ships inside, code and types (THIRD-PARTY.md): as packages they are four times all of the rest, and more files to load.
  deps: { onlyBundle: ["zod", "@noble/hashes"] },
  inputOptions: {
    // The types of zod's languages are in a form that cannot be bundled; none of them is used.
    onLog: (level, log, handle) => {
      if (!/zod\/v4\/locales\/.* uses CommonJS dts syntax/.test(log.message)) handle(level, log);
    },
  },
});
