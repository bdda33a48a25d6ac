// The edge proxy's duties as one would write them on Hono and zod: bearer key, schema, id, a line of the log, a signed call, a checked reply.
import { zValidator } from "@hono/zod-validator";
import { Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { secureHeaders } from "hono/secure-headers";
import { z } from "zod";

interface Env {
  readonly NXCLOUD_ACCESS_KEY: string;
  readonly NXCLOUD_ACCESS_SECRET: string;
  readonly NXCLOUD_APP_KEY: string;
  readonly NXCLOUD_BASE_URL: string;
  readonly GATEWAY_API_KEYS: string;
}

const tokenTypes = ["token_logistics_7", "token_logistics_30", "token_coach_bus_7", "token_coach_bus_30"];
const journey = z.strictObject({ phone: z.string().regex(/^\d{8,15}$/), tokenType: z.enum(tokenTypes) });
const upstreamReply = z.object({ code: z.literal(0), data: z.object({ journeyId: z.string(), token: z.string() }) });

const toHex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function sign(env: Env, ts: string, body: string): Promise<string> {
  const text = `accessKey=${env.NXCLOUD_ACCESS_KEY}&action=mt&bizType=9&ts=${ts}&body=${body}&accessSecret=${env.NXCLOUD_ACCESS_SECRET}`;
  return toHex(await crypto.subtle.digest("MD5", new TextEncoder().encode(text)));
}

const app = new Hono<{ Bindings: Env }>();
app.use(secureHeaders());
app.use(async (context, next) => {
  const requestId = crypto.randomUUID();
  context.header("x-request-id", requestId);
  await next();
  const { method, path } = context.req;
  console.log(JSON.stringify({ time: new Date().toISOString(), method, path, status: context.res.status, requestId }));
});
app.get("/healthz", (context) => context.json({ status: "ok" }));
app.use(
  "/v1/*",
  bearerAuth({
    verifyToken: (token, context) => token === (context.env as Env).GATEWAY_API_KEYS.split(":").at(-1),
  }),
);
app.post("/v1/journeys", zValidator("json", journey), async (context) => {
  const body = JSON.stringify({ appkey: context.env.NXCLOUD_APP_KEY, ...context.req.valid("json") });
  const ts = String(Date.now());
  const signature = await sign(context.env, ts, body);
  const reply = await fetch(`${context.env.NXCLOUD_BASE_URL}/v1/zalo/initJourneyToken`, {
    method: "POST",
    body,
    signal: AbortSignal.timeout(10_000),
    headers: {
      "content-type": "application/json",
      accessKey: context.env.NXCLOUD_ACCESS_KEY,
      action: "mt",
      bizType: "9",
      ts,
      sign: signature,
    },
  });
  return context.json(upstreamReply.parse(await reply.json()).data, 201);
});

export default app;
