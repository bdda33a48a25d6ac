/**
 * The proxy protocol as an OpenAPI document.
 *
 * @module
 */
import { documentText } from "./document.ts";

/** OpenAPI 3.1 as JSON, made at build time from the route table: what `createProxy` serves as it is. */
export const openApiText: string = documentText;

/**
 * The same, read.
 *
 * @example
 * ```ts
 * import { openApi } from "@nxzalo/proxy/openapi";
 *
 * console.log(Object.keys(openApi.paths));
 * ```
 */
export const openApi: { readonly openapi: string; readonly paths: Readonly<Record<string, object>> } =
  /* @__PURE__ */ JSON.parse(documentText);
