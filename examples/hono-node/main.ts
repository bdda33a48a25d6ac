import { serve } from "@hono/node-server";
import { toProblem } from "@nxzalo/core/problem";
import { createHonoProxy } from "@nxzalo/hono";
import { createJourneys, startBackgroundWork } from "@nxzalo/journeys";
import { createSqliteStore } from "@nxzalo/journeys/sqlite";
import { createNxZalo } from "@nxzalo/node";
import { bearerKeys, createProxy } from "@nxzalo/proxy";
import { Hono } from "hono";
import { readSettings } from "./settings.ts";

const { port, path, receiptKeys, nxcloud, apiKeys } = await readSettings(process.env);
const client = createNxZalo(nxcloud);
const { appKey, defaultCountryCode } = nxcloud;
const journeys = createJourneys({ client, store: await createSqliteStore({ path }), appKey, defaultCountryCode });
// Messages that wait (`sendAt`, quiet hours, `Prefer: respond-async`) are sent by nothing else.
const work = startBackgroundWork(journeys, { onChange: (name, error) => console.error(name, error ?? "works again") });
// The journeys take receipts by themselves; `onReceipt` is for whatever else wants to hear of them.
const receipts = { keys: receiptKeys, onReceipt: () => {} };
const proxy = createProxy({
  client,
  journeys,
  receipts,
  authorize: bearerKeys(apiKeys),
  defaultCountryCode,
  basePath: "/zalo",
  onReport: ({ method, route, status, caller = "-" }) => console.log(`${method} ${route} ${status} ${caller}`),
});

const app = new Hono();

/** A route of your own: whoever packs the parcel has it scanned, and the customer hears of it once. */
app.post("/parcels/:code/packed", async (context) => {
  const code = context.req.param("code");
  const { phone } = await context.req.json();
  const order = { phone, tokenType: "token_logistics_7", reference: code } as const;
  const content = { templateId: "133214", templateData: { order: code, status: "Đã đóng gói" } };
  const { journeyId } = await journeys.send({ ...order, ...content }, { idempotencyKey: `${code}-packed` });
  return context.json({ journeyId }, 202);
});

/** The proxy protocol for everybody else, with keys of its own: /zalo/v1/journeys, /zalo/v1/messages, /zalo/healthz, … */
app.route("/zalo", createHonoProxy({ proxy }));

app.onError((error) => {
  const problem = toProblem(error, crypto.randomUUID());
  console.error(problem.code, problem.instance, error);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "content-type": "application/problem+json" },
  });
});

const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, () => {
  console.log(`shop on http://127.0.0.1:${port}, the proxy under /zalo, in front of ${nxcloud.baseUrl ?? "NXCLOUD"}`);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, async () => {
    await work.stop();
    server.close(() => process.exit(0));
  });
}
