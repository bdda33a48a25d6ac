import type { RequestListener } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { zaloCode } from "@nxzalo/core";
import { Webhook } from "standardwebhooks";

/** What is posted of a message that reaches nobody. It holds no phone: the order is known by its reference. */
interface Undeliverable {
  readonly data: { messageId: string; reference?: string; reason: string; zaloError?: number };
}

/** Sends an SMS about an order. The key is the same for every try, for a provider that knows a repeat by it. */
export type SendSms = (reference: string, why: string, key: string) => Promise<void>;

/** Takes `POST /events`: what is not signed with the secret is refused; of one event, one SMS is sent, however often it is posted. */
export function fallBackToSms(path: string, secret: string, sendSms: SendSms): RequestListener {
  const webhook = new Webhook(secret, secret.startsWith("whsec_") ? {} : { format: "raw" });
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE IF NOT EXISTS sms (webhook_id TEXT PRIMARY KEY, is_sent INTEGER NOT NULL) STRICT");
  const begin = database.prepare("INSERT INTO sms VALUES (?, 0) ON CONFLICT DO NOTHING");
  const find = database.prepare("SELECT is_sent FROM sms WHERE webhook_id = ?");
  const finish = database.prepare("UPDATE sms SET is_sent = 1 WHERE webhook_id = ?");
  const onTheWay = new Set<string>();
  return async (request, response) => {
    const headers = request.headers as Record<string, string>;
    if (request.method !== "POST" || request.url !== "/events") return void response.writeHead(404).end();
    if (!(Number(headers["content-length"]) <= 1_000_000)) return void response.writeHead(413).end();
    const body = await text(request);
    let event: Undeliverable;
    try {
      event = webhook.verify(body, headers) as Undeliverable;
    } catch {
      return void response.writeHead(401).end();
    }
    const id = headers["webhook-id"] ?? "";
    begin.run(id);
    if (find.get(id)?.["is_sent"] === 1) return void response.writeHead(204).end();
    // A copy that comes meanwhile is asked to come later.
    if (onTheWay.has(id)) return void response.writeHead(503, { "retry-after": "5" }).end();
    onTheWay.add(id);
    try {
      const { messageId, reference = messageId, reason, zaloError } = event.data;
      await sendSms(reference, zaloError ? zaloCode(zaloError).meaning : reason, id);
      finish.run(id);
      response.writeHead(204).end();
    } catch (error) {
      console.error(error);
      response.writeHead(503).end(); // The gateway posts it again.
    } finally {
      onTheWay.delete(id);
    }
  };
}
