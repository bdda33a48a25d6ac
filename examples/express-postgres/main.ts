import { hash, randomUUID, timingSafeEqual } from "node:crypto";
import { parseReceipt } from "@nxzalo/core";
import { toProblem } from "@nxzalo/core/problem";
import { createJourneys, startBackgroundWork } from "@nxzalo/journeys";
import { createPostgresStore } from "@nxzalo/journeys/postgres";
import { createNxZalo } from "@nxzalo/node";
import express, { type ErrorRequestHandler } from "express";
import { findOrder, orderPage } from "./orders.ts";
import { readSettings } from "./settings.ts";

const { port, databaseUrl, storeKeys, receiptKey, nxcloud } = await readSettings(process.env);
const client = createNxZalo(nxcloud);
const store = await createPostgresStore({ url: databaseUrl, storeKeys });
const journeys = createJourneys({ client, store, appKey: nxcloud.appKey });
/** What waits for its hours is sent by it, and what is over is deleted. */
const work = startBackgroundWork(journeys, { onChange: (name, error) => console.error(name, error ?? "works again") });
const app = express();

app.get("/orders/:id", (request, response) => {
  const order = findOrder(request.params.id);
  if (!order) return void response.sendStatus(404);
  response.send(orderPage(order, randomUUID()));
});

/** Opens the order's journey, or takes up the one that is open, and sends the message once for its Idempotency-Key. */
app.post("/orders/:id/messages", async (request, response) => {
  const order = findOrder(request.params.id);
  const idempotencyKey = request.get("idempotency-key");
  if (!order || !idempotencyKey) return void response.sendStatus(order ? 400 : 404);
  const { phone, reference, status } = order;
  const { journeyId, reused } = await journeys.open({ phone, tokenType: "token_logistics_7", reference });
  const message = { journeyId, templateId: "133214", templateData: { order: reference, status } };
  const { messageId, requestId } = await journeys.send(message, { idempotencyKey });
  response.status(202).json({ journeyId, reused, messageId, requestId });
});

/** What became of it: messages, receipts and the cost, without the token. */
app.get("/journeys/:id", async (request, response) => {
  response.json((await journeys.find(request.params.id)) ?? null);
});

const digest = (text: string) => hash("sha256", text, "buffer");

/** NXCLOUD posts receipts here, and repeats what is not answered with `success`. `express.json()` would read nothing of another content type, and refuse `charset=utf8`. */
app.post("/receipts/:key", express.text({ type: () => true }), async (request, response) => {
  if (!timingSafeEqual(digest(request.params.key), digest(receiptKey))) return void response.sendStatus(404);
  await journeys.receive(parseReceipt(JSON.parse(request.body)));
  response.send("success");
});

/** What a route rejects with. It holds no secret, no token and no whole phone number. */
const onError: ErrorRequestHandler = (error, _request, response, _next) => {
  const problem = toProblem(error, randomUUID());
  console.error(problem.code, problem.instance, error);
  response.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
};
app.use(onError);

const server = app.listen(port, "127.0.0.1", () => {
  console.log(`orders on http://127.0.0.1:${port}/orders/42, in front of ${nxcloud.baseUrl ?? "NXCLOUD"}`);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, async () => {
    await work.stop();
    server.close(() => process.exit(0));
  });
}
