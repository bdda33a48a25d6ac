import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";

const build = libraryBuild({
  index: "src/index.ts",
  errors: "src/errors.ts",
  internal: "src/internal.ts",
  journeys: "src/journeys/journey-service.ts",
  problem: "src/problem.ts",
  zod: "src/internal/zod.ts",
  schemas: "src/schemas/index.ts",
});

export default defineConfig({
  ...build,
  // What is used of zod/mini ships inside, code and types (THIRD-PARTY.md): installed as a package, zod is four times all of the rest.
  deps: { onlyBundle: ["zod"] },
  inputOptions: {
    // The types of zod's languages are in a form that cannot be bundled; none of them is used.
    onLog: (level, log, handle) => {
      if (!/zod\/v4\/locales\/.* uses CommonJS dts syntax/.test(log.message)) handle(level, log);
    },
  },
});
