import { configFromEnv, createNxZalo } from "@nxzalo/core";
import { toProblem } from "@nxzalo/core/problem";
import { bearerKeysFromEnv, createEdgeProxy, drWebhookFromEnv, type Env } from "@nxzalo/edge";
import { JourneysObject, journeysFromEnv } from "@nxzalo/journeys/cloudflare";
import { Hono } from "hono";

// The Durable Object that stores journeys, for the proxy and for the Worker's own routes alike.
export { JourneysObject };

const proxy = createEdgeProxy({ authorize: bearerKeysFromEnv(), journeys: journeysFromEnv, basePath: "/zalo" });
const app = new Hono<{ Bindings: Env }>();

/** A route of your own: the parcel is packed, and the customer hears of it once. */
app.post("/parcels/:code/packed", async ({ env, req, json }) => {
  const config = configFromEnv(env);
  const { appKey } = config;
  const drWebhook = drWebhookFromEnv(env);
  const journeys = journeysFromEnv(env, { client: createNxZalo(config), appKey, drWebhook });
  if (!journeys) return json({ detail: "JOURNEYS is not bound" }, 503);
  const code = req.param("code");
  const { phone } = await req.json();
  const order = { phone, tokenType: "token_logistics_7", reference: code } as const;
  const content = { templateId: "133214", templateData: { order: code, status: "Đã đóng gói" } };
  const { journeyId } = await journeys.send({ ...order, ...content }, { idempotencyKey: `${code}-packed` });
  return json({ journeyId }, 202);
});

/** The proxy protocol for everybody else, with keys of its own: /zalo/v1/journeys, /zalo/v1/messages, /zalo/healthz, … */
app.mount("/zalo", proxy.fetch);

app.onError((error) => {
  const problem = toProblem(error, crypto.randomUUID());
  console.error(problem.code, problem.instance, problem.detail);
  const headers = { "content-type": "application/problem+json" };
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
});

export default app;
