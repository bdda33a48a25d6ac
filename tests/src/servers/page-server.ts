import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { listenOnLoopback } from "nxzalo-testing/loopback";

const dist = fileURLToPath(new URL("../../../packages/client/dist/", import.meta.url));
const importMap = { imports: { "@nxzalo/client": "/client/index.js" } };
const page = `<!doctype html><title>A shop</title><script type="importmap">${JSON.stringify(importMap)}</script>
<script type="module">import * as client from "@nxzalo/client"; globalThis.client = client;</script>`;

/** A page on an origin of its own that loads the client's built files as they are published. */
export async function servePage(): Promise<{ url: string; close(): void }> {
  const server = createServer(async ({ url = "/" }, response) => {
    if (url === "/") return void response.writeHead(200, { "content-type": "text/html" }).end(page);
    const [, file] = /^\/client\/([\w.-]+\.js)$/.exec(url) ?? [];
    if (!file) return void response.writeHead(404).end();
    const text = await readFile(`${dist}${file}`);
    response.writeHead(200, { "content-type": "text/javascript" }).end(text);
  });
  const { url } = await listenOnLoopback(server);
  return { url, close: () => server.close() };
}
