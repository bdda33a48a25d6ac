import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import type { Sandbox } from "@nxzalo/sandbox";
import { listenOnLoopback } from "nxzalo-testing/loopback";

/**
 * Serves a sandbox that never closes an idle connection. A message that is sent on a connection while it is being closed has an unknown
 * outcome; on a busy machine some do. That is right, and not what every test is about.
 */
export async function servePatiently(sandbox: Sandbox): Promise<{ readonly url: string; close(): void }> {
  const server = createServer({ keepAliveTimeout: 0 }, async (incoming, outgoing) => {
    const { method = "POST", url: path, headers } = incoming;
    const fields = Object.entries(headers).filter(([name]) => !["connection", "transfer-encoding"].includes(name));
    const body = await text(incoming);
    const reply = await sandbox.fetch(`http://nxcloud.example${path}`, {
      method,
      headers: fields as [string, string][],
      body,
    });
    outgoing.writeHead(reply.status, Object.fromEntries(reply.headers)).end(await reply.text());
  });
  const { url } = await listenOnLoopback(server);
  return {
    url,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
