import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Sandbox } from "@nxzalo/sandbox";

/**
 * Serves a sandbox that never closes an idle connection. A message that is sent on a connection while it is being closed has an unknown
 * outcome; on a busy machine some do. That is right, and not what every test is about.
 */
export async function servePatiently(sandbox: Sandbox): Promise<{ readonly url: string; close(): void }> {
  const server = createServer({ keepAliveTimeout: 0 }, async (incoming, outgoing) => {
    const { method = "POST", url, headers } = incoming;
    const fields = Object.entries(headers).filter(([name]) => !["connection", "transfer-encoding"].includes(name));
    const body = await text(incoming);
    const reply = await sandbox.fetch(`http://nxcloud.example${url}`, {
      method,
      headers: fields as [string, string][],
      body,
    });
    outgoing.writeHead(reply.status, Object.fromEntries(reply.headers)).end(await reply.text());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
