import { configFromEnv, createNxZalo, stagingFromEnv } from "@nxzalo/core";
import { toProblem } from "@nxzalo/core/problem";
import { bearerKeysFromEnv, createEdgeProxy, drWebhookFromEnv, type Env } from "@nxzalo/edge";
import { JourneysObject as Journeys, journeysFromEnv } from "@nxzalo/journeys/cloudflare";
import { guardFetch } from "@nxzalo/sandbox/guard";
import { Hono } from "hono";

/** The Durable Object that stores journeys, for the proxy and for the Worker's own routes alike. */
export class JourneysObject extends Journeys {
  override guard = guardFetch;
}

const authorize = bearerKeysFromEnv();
const proxy = createEdgeProxy({ authorize, journeys: journeysFromEnv, guard: guardFetch, basePath: "/zalo" });
const app = new Hono<{ Bindings: Env }>();

/** The journeys of the Worker's own routes. With `STAGING=true` they, too, write to `STAGING_PHONES` alone. */
function ownJourneys(env: Env) {
  const config = configFromEnv(env);
  const staging = stagingFromEnv(env);
  const client = createNxZalo({ ...config, fetch: staging && guardFetch(staging) });
  const { appKey, defaultCountryCode } = config;
  return journeysFromEnv(env, { client, appKey, defaultCountryCode, drWebhook: drWebhookFromEnv(env), staging });
}

/** A route of your own: the parcel is packed, and the customer hears of it once. */
app.post("/parcels/:code/packed", async ({ env, req, json, executionCtx }) => {
  const journeys = ownJourneys(env);
  if (!journeys) return json({ detail: "JOURNEYS is not bound" }, 503);
  const code = req.param("code");
  const { phone } = await req.json();
  const order = { phone, tokenType: "token_logistics_7", reference: code } as const;
  const content = { templateId: "133214", templateData: { order: code, status: "Đã đóng gói" } };
  const sending = journeys.send({ ...order, ...content }, { idempotencyKey: `${code}-packed` });
  // A caller who hangs up must not cut it off.
  executionCtx.waitUntil(sending.catch(() => {}));
  const { journeyId } = await sending;
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
