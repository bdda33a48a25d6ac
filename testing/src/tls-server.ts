import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { fileURLToPath } from "node:url";

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** A certificate that is not trusted by itself, for `localhost` and 127.0.0.1; its key is public, so it is good for nothing else. */
export const certificateFile = fixture("loopback-cert.pem");

/** A server for tests, and what came to it. */
export interface LoopbackServer {
  readonly url: string;
  readonly seen: readonly string[];
  close(): Promise<void>;
}

async function onLoopback(server: ReturnType<typeof createHttpServer>, scheme: string, seen: string[]) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    seen,
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Answers every POST with a journey token, over TLS. */
export function serveTls(): Promise<LoopbackServer> {
  const seen: string[] = [];
  const files = { cert: readFileSync(certificateFile), key: readFileSync(fixture("loopback-key.pem")) };
  const server = createHttpsServer(files, (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    request.resume().on("end", () => response.end('{"code":0,"data":{"journeyId":"1","token":"t"}}'));
  });
  return onLoopback(server, "https", seen);
}

/** A proxy: tunnels with CONNECT, or answers it with `status`; plain requests it answers itself. */
export function serveProxy(status = 200): Promise<LoopbackServer> {
  const seen: string[] = [];
  const server = createHttpServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    request.resume().on("end", () => response.end('{"code":0,"data":{"journeyId":"2","token":"t"}}'));
  }).on("connect", ({ url = "" }, socket) => {
    seen.push(`CONNECT ${url}`);
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const [host, port] = url.split(":");
    const target = connect(Number(port), host, () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
    for (const end of [target, socket]) end.on("error", () => {});
    return target.pipe(socket).pipe(target);
  });
  return onLoopback(server, "http", seen);
}
