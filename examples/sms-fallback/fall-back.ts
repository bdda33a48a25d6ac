import type { RequestListener } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { zaloCode } from "@nxzalo/core";
import { Webhook, WebhookVerificationError } from "standardwebhooks";

/** What is posted of a message that reaches nobody. It holds no phone: the order is known by its reference. */
interface Undeliverable {
  readonly type: string;
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
    const answer = (status: number, more = {}) => void response.writeHead(status, more).end();
    const headers = request.headers as Record<string, string>;
    if (request.method !== "POST" || request.url !== "/events") return answer(404);
    if (!(Number(headers["content-length"]) <= 1_000_000)) return answer(413);
    const id = headers["webhook-id"] ?? "";
    try {
      const event = webhook.verify(await text(request), headers) as Undeliverable;
      if (event.type !== "message.undeliverable") return answer(204);
      begin.run(id);
      if (find.get(id)?.["is_sent"] === 1) return answer(204);
      // A copy that comes meanwhile is asked to come later.
      if (onTheWay.has(id)) return answer(503, { "retry-after": "5" });
      onTheWay.add(id);
      const { messageId, reference = messageId, reason, zaloError } = event.data;
      try {
        await sendSms(reference, zaloError ? zaloCode(zaloError).meaning : reason, id);
        finish.run(id);
      } finally {
        onTheWay.delete(id);
      }
      answer(204);
    } catch (error) {
      if (error instanceof WebhookVerificationError) return answer(401);
      console.error(error);
      answer(503); // The gateway posts it again.
    }
  };
}
