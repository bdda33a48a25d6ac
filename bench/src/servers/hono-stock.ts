// The same route as one would write it on Hono's stock middleware: no caller is checked, nothing is signed or logged.
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { zValidator } from "@hono/zod-validator";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { Pool } from "undici";
import { z } from "zod";
import { fixedHeaders, initPath } from "../fixed-inputs.ts";
import { report } from "./report.ts";

const pool = new Pool(process.env["UPSTREAM"] ?? "", { connections: 64 });
const tokenTypes = ["token_logistics_7", "token_logistics_30", "token_coach_bus_7", "token_coach_bus_30"];
const journey = z.strictObject({ phone: z.string().regex(/^\d{8,15}$/), tokenType: z.enum(tokenTypes) });

const app = new Hono();
app.use(requestId(), secureHeaders());
app.post("/v1/journeys", bodyLimit({ maxSize: 64 * 1024 }), zValidator("json", journey), async (context) => {
  const body = JSON.stringify({ appkey: "a", ...context.req.valid("json") });
  const reply = await pool.request({ path: initPath, method: "POST", headers: fixedHeaders, body });
  const { data } = (await reply.body.json()) as { data: { journeyId: string; token: string } };
  return context.json(data, 201);
});

serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }: AddressInfo) =>
  report(`http://127.0.0.1:${port}`),
);
