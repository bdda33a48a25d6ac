import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";

export default defineConfig(
  libraryBuild({
    index: "src/index.ts",
    errors: "src/errors.ts",
    openapi: "src/openapi/index.ts",
    jwt: "src/proxy/jwt.ts",
    problem: "src/problem.ts",
    proxy: "src/proxy/index.ts",
    schemas: "src/schemas/index.ts",
  }),
);
