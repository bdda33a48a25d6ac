import type { RequestListener } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { parseReceipt, type Receipt } from "@nxzalo/core";
import { Webhook, WebhookVerificationError } from "standardwebhooks";

/** What is posted; `data` holds the parsed receipt too, but JSON made text of its dates. */
type Forwarded = { type: string; data: { raw: unknown; messageId?: string } };

/** Takes `POST /receipts`: what is not signed with the secret is refused, a copy is accepted and not handled again. */
export function receiveReceipts(path: string, secret: string, handle: (receipt: Receipt, messageId?: string) => void) {
  // A secret that is no `whsec_` and base64 is any text.
  const webhook = new Webhook(secret, secret.startsWith("whsec_") ? {} : { format: "raw" });
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE IF NOT EXISTS receipts (webhook_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT");
  const insert = database.prepare("INSERT INTO receipts VALUES (?, ?) ON CONFLICT DO NOTHING");
  const listener: RequestListener = async (request, response) => {
    const answer = (status: number) => void response.writeHead(status).end();
    const headers = request.headers as Record<string, string>;
    if (request.method !== "POST" || request.url !== "/receipts") return answer(404);
    if (!(Number(headers["content-length"]) <= 1_000_000)) return answer(413);
    try {
      const body = await text(request);
      // Checks `webhook-signature`, and that `webhook-timestamp` lies within five minutes.
      const forwarded = webhook.verify(body, headers) as Forwarded;
      // Other events come here too, such as `quota.low`.
      if (!forwarded.type.startsWith("receipt.")) return answer(204);
      // One transaction for the receipt and for what is made of it.
      database.exec("BEGIN IMMEDIATE");
      const isNew = insert.run(headers["webhook-id"] ?? "", body).changes === 1;
      if (isNew) handle(parseReceipt(forwarded.data.raw), forwarded.data.messageId);
      database.exec("COMMIT");
      answer(204);
    } catch (error) {
      if (error instanceof WebhookVerificationError) return answer(401);
      // The body broke off, or the receipt could not be stored or handled: the gateway posts it again.
      if (database.isTransaction) database.exec("ROLLBACK");
      console.error(error);
      answer(503);
    }
  };
  return listener;
}
