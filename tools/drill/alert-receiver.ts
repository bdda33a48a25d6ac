import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { createWebhookSigner } from "@nxzalo/proxy";
import { listenOnLoopback } from "nxzalo-testing/loopback";

/** Where the gateway posts its alarms. */
export interface AlertReceiver {
  readonly url: string;
  readonly secret: string;
  /** The alarms that fire now, by name, with when each began. */
  readonly firing: ReadonlyMap<string, number>;
  close(): void;
}

/** @param now Milliseconds since the epoch, of the drill. */
export async function startAlertReceiver(now: () => number): Promise<AlertReceiver> {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const sign = createWebhookSigner(secret);
  const firing = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const at = Number(request.headers["webhook-timestamp"]) * 1_000;
    const expected = sign({ id: String(request.headers["webhook-id"]), at, body })["webhook-signature"];
    const isGood = expected === request.headers["webhook-signature"];
    response.writeHead(isGood ? 200 : 401).end();
    if (!isGood) return;
    const { type, data } = JSON.parse(body) as { type: string; data: { name: string } };
    if (type === "alarm.firing") firing.set(data.name, now());
    else firing.delete(data.name);
  });
  const { url } = await listenOnLoopback(server);
  return {
    url,
    secret,
    firing,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
