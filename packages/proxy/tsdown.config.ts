import { defineConfig } from "tsdown";
import { libraryBuild } from "../../tsdown.base.ts";

export default defineConfig(
  libraryBuild({ index: "src/index.ts", jwt: "src/auth/jwt.ts", openapi: "src/openapi/index.ts" }),
);
