import { createRequire } from "node:module";

/** The version of the packages that the gateway is made of: they all have one. */
export const version: string = createRequire(import.meta.url)("@nxzalo/proxy/package.json").version;
