// The same duties as one would write them on Fastify: bearer key, schema, id, a line of the log, a signed call with a bounded time, a checked reply.
import { createHash, hash, randomUUID, timingSafeEqual } from "node:crypto";
import Fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import { Pool } from "undici";
import { gatewayKey, initPath } from "../fixed-inputs.ts";
import { report } from "./report.ts";

const upstream = new Pool(process.env["UPSTREAM"] ?? "", {
  connections: 64,
  headersTimeout: 10_000,
  bodyTimeout: 10_000,
});
const fingerprint = (text: string) => createHash("sha256").update(text).digest();
const known = fingerprint(gatewayKey);

function sign(ts: string, body: string): string {
  const text = `accessKey=k&action=mt&bizType=9&ts=${ts}&body=${body}&accessSecret=s`;
  return hash("md5", text, "hex");
}

interface Reply {
  readonly code: number;
  readonly data?: { readonly journeyId?: unknown; readonly token?: unknown };
}

async function callUpstream(body: string) {
  const ts = String(Date.now());
  const headers = {
    "content-type": "application/json",
    accessKey: "k",
    ts,
    action: "mt",
    bizType: "9",
    sign: sign(ts, body),
  };
  const reply = await upstream.request({ path: initPath, method: "POST", headers, body });
  const { code, data } = (await reply.body.json()) as Reply;
  if (code !== 0 || typeof data?.journeyId !== "string" || typeof data.token !== "string")
    throw new Error("not an answer");
  return { journeyId: data.journeyId, token: data.token };
}

const app = Fastify({ logger: true, disableRequestLogging: true, bodyLimit: 64 * 1024, genReqId: () => randomUUID() });

app.addHook("onRequest", async (request: FastifyRequest, reply: FastifyReply) => {
  const [scheme, key = ""] = (request.headers.authorization ?? "").split(" ");
  if (scheme !== "Bearer" || !timingSafeEqual(fingerprint(key), known)) return reply.code(401).send({ status: 401 });
});
app.addHook("onResponse", async (request, reply) => {
  const { method, url, id } = request;
  request.log.info({ method, route: url, caller: "shop", status: reply.statusCode, requestId: id });
});

const tokenTypes = ["token_logistics_7", "token_logistics_30", "token_coach_bus_7", "token_coach_bus_30"];
const schema = {
  body: {
    type: "object",
    additionalProperties: false,
    required: ["phone", "tokenType"],
    properties: {
      phone: { type: "string", pattern: "^\\d{8,15}$" },
      tokenType: { type: "string", enum: tokenTypes },
      reference: { type: "string", minLength: 1, maxLength: 128 },
    },
  },
};

app.post<{ Body: { phone: string; tokenType: string } }>("/v1/journeys", { schema }, async (request, reply) => {
  const { phone, tokenType } = request.body;
  const { journeyId, token } = await callUpstream(JSON.stringify({ appkey: "a", phone, tokenType }));
  const expiresAt = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff", "x-request-id": request.id };
  return reply.code(201).headers(headers).send({ journeyId, token, phone, tokenType, expiresAt });
});

report(await app.listen({ port: 0, host: "127.0.0.1" }));
