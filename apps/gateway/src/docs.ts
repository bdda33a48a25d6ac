import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** One file of the documentation page. */
export interface DocsFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The file at a path below `/docs`, or `undefined` where there is none. */
export type Docs = (path: string) => Promise<DocsFile | undefined>;

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>nxzalo gateway</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="ui"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>
`;
const start = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#ui", deepLinking: false, validatorUrl: null });\n`;

const bytes = (text: string) => new TextEncoder().encode(text);
const own: Readonly<Record<string, DocsFile>> = {
  "/docs": { type: "text/html; charset=utf-8", bytes: bytes(page) },
  "/docs/start.js": { type: "text/javascript", bytes: bytes(start) },
};
const assets: Readonly<Record<string, string>> = {
  "/docs/swagger-ui.css": "text/css",
  "/docs/swagger-ui-bundle.js": "text/javascript",
};

/** Where Swagger UI is installed; `undefined` where it is not, as with the gateway of the command line. */
function findSwaggerUi(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  } catch {
    return undefined;
  }
}

/** Swagger UI from this process, where it is installed: the page asks no other host for anything. */
export function createDocs(): Docs {
  const folder = findSwaggerUi();
  if (folder === undefined) return async () => undefined;
  // Read once: a copy for each caller who never reads it would add up.
  const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  const read = (name: string) => {
    const known = kept.get(name) ?? readFile(join(folder, name));
    kept.set(name, known);
    return known;
  };
  return async (path) => {
    if (Object.hasOwn(own, path)) return own[path];
    const type = Object.hasOwn(assets, path) ? assets[path] : undefined;
    if (type === undefined) return undefined;
    return { type, bytes: await read(path.slice("/docs/".length)) };
  };
}
