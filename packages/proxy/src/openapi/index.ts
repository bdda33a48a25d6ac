/**
 * The proxy protocol as an OpenAPI document.
 *
 * @module
 */
import { documentText } from "./document.ts";
import { packedDocument } from "./packed-document.ts";

/** OpenAPI 3.1 as JSON, made at build time from the route table: what `createProxy` serves as it is. */
export const openApiText: string = documentText;

/**
 * {@link openApiText} from a sixth of its size, for Workers: a script is read whole before the first answer.
 *
 * @example
 * ```ts
 * import { readOpenApiText } from "@nxzalo/proxy/openapi";
 *
 * const openApi = () => readOpenApiText(); // for createProxy({ openApi })
 * ```
 */
export async function readOpenApiText(): Promise<string> {
  const packed = Uint8Array.from(atob(packedDocument), (character) => character.charCodeAt(0));
  return new Response(new Response(packed).body?.pipeThrough(new DecompressionStream("deflate-raw"))).text();
}

/**
 * {@link openApiText}, read: for your own tools.
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
