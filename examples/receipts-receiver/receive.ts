import type { RequestListener } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { parseReceipt, type Receipt } from "@nxzalo/core";
import { Webhook } from "standardwebhooks";

/** What is posted; `data` holds the parsed receipt too, but JSON made text of its dates. */
type Forwarded = { data: { raw: unknown; messageId?: string } };

/** Takes `POST /receipts`: what is not signed with the secret is refused, a copy is accepted and not handled again. */
export function receiveReceipts(path: string, secret: string, handle: (receipt: Receipt, messageId?: string) => void) {
  // A secret that is no `whsec_` and base64 is any text.
  const webhook = new Webhook(secret, secret.startsWith("whsec_") ? {} : { format: "raw" });
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE IF NOT EXISTS receipts (webhook_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT");
  const insert = database.prepare("INSERT INTO receipts VALUES (?, ?) ON CONFLICT DO NOTHING");
  const listener: RequestListener = async (request, response) => {
    const headers = request.headers as Record<string, string>;
    if (request.method !== "POST" || request.url !== "/receipts") return void response.writeHead(404).end();
    if (!(Number(headers["content-length"]) <= 1_000_000)) return void response.writeHead(413).end();
    const body = await text(request);
    let forwarded: Forwarded;
    try {
      // Checks `webhook-signature`, and that `webhook-timestamp` lies within five minutes.
      forwarded = webhook.verify(body, headers) as Forwarded;
    } catch {
      return void response.writeHead(401).end();
    }
    try {
      // One transaction for the receipt and for what is made of it: where that fails, the gateway posts it again.
      database.exec("BEGIN IMMEDIATE");
      const isNew = insert.run(headers["webhook-id"] ?? "", body).changes === 1;
      if (isNew) handle(parseReceipt(forwarded.data.raw), forwarded.data.messageId);
      database.exec("COMMIT");
      response.writeHead(204).end();
    } catch (error) {
      database.exec("ROLLBACK");
      console.error(error);
      response.writeHead(500).end();
    }
  };
  return listener;
}
