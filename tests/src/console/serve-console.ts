import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { listenOnLoopback } from "nxzalo-testing/loopback";

const dist = fileURLToPath(new URL("../../../apps/console/dist/", import.meta.url));
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** What the page may do: nothing but what comes from its own origin. */
const policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

async function respondWithFile(path: string, response: ServerResponse): Promise<void> {
  const name = normalize(path === "/console/" ? "index.html" : path.slice("/console/".length));
  const bytes = await readFile(join(dist, name)).catch(() => undefined);
  if (name.startsWith("..") || !bytes) return void response.writeHead(404).end();
  const headers = {
    "content-type": types[extname(name)] ?? "application/octet-stream",
    "content-security-policy": policy,
  };
  response.writeHead(200, headers).end(bytes);
}

/** Hands a call on to the gateway; what cannot be reached is 503, as a balancer answers. */
function handOn(url: URL, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = incoming;
  const outgoing = request(url, { method, headers: { ...headers, host: url.host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on("error", () => response.writeHead(503).end());
  incoming.pipe(outgoing);
}

/** The built page and a gateway's API on one origin, as they are deployed. */
export async function serveConsole(gatewayUrl: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((incoming, response) => {
    const path = (incoming.url ?? "/").split("?")[0] ?? "/";
    if (path.startsWith("/console/")) void respondWithFile(path, response);
    else handOn(new URL(incoming.url ?? "/", gatewayUrl), incoming, response);
  });
  const { url } = await listenOnLoopback(server);
  return {
    url: `${url}/console/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
