/**
 * The proxy protocol as an OpenAPI document.
 *
 * @module
 */
import document from "./document.json" with { type: "json" };

/**
 * OpenAPI 3.1, made at build time from the route table.
 *
 * @example
 * ```ts
 * import { openApi } from "@nxzalo/proxy/openapi";
 *
 * console.log(Object.keys(openApi.paths));
 * ```
 */
export const openApi: { readonly openapi: string; readonly paths: Readonly<Record<string, object>> } = document;
