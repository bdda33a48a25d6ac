import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";

export default defineConfig(
  libraryBuild({
    index: "src/index.ts",
    errors: "src/errors.ts",
    internal: "src/internal.ts",
    journeys: "src/journeys/journey-service.ts",
    problem: "src/problem.ts",
    zod: "src/internal/zod.ts",
    schemas: "src/schemas/index.ts",
  }),
);
