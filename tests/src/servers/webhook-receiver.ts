import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import type { Receipt } from "@nxzalo/core";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { Webhook } from "standardwebhooks";

/** A customer's own server, as forwarded receipts find it. */
export interface WebhookReceiver {
  readonly url: string;
  readonly secret: string;
  /** What it has accepted: the receipts as they came, copies included. */
  readonly accepted: readonly Receipt[];
  /** Dies in the middle of the next request, between the receipt and the answer. */
  dieOnce(): void;
  close(): void;
}

/** Serves a receiver that believes only what is signed. */
export async function serveReceiver(): Promise<WebhookReceiver> {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const accepted: Receipt[] = [];
  let isDying = false;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (isDying) {
      isDying = false;
      return void request.socket.destroy();
    }
    const { data } = new Webhook(secret).verify(body, request.headers as Record<string, string>) as { data: Receipt };
    accepted.push(data);
    response.writeHead(204).end();
  });
  const { url } = await listenOnLoopback(server);
  return {
    url: `${url}/zalo`,
    secret,
    accepted,
    dieOnce: () => {
      isDying = true;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
