import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Serves a journal that is read from another runtime: every request gets it as it is now, from any origin. */
export async function serveJournal(read: () => object): Promise<{ url: string; close(): void }> {
  const server = createServer((_, response) => {
    const headers = { "content-type": "application/json", "access-control-allow-origin": "*", connection: "close" };
    response.writeHead(200, headers).end(JSON.stringify(read()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
