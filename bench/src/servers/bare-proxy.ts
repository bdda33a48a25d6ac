// The least that a gateway could be: takes a body, posts it on with fixed headers, gives the reply back.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";
import { fixedHeaders, initPath } from "../fixed-inputs.ts";
import { report } from "./report.ts";

const pool = new Pool(process.env["UPSTREAM"] ?? "", { connections: 64 });

async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const reply = await pool.request({ path: initPath, method: "POST", headers: fixedHeaders, body });
  const text = await reply.body.text();
  response.writeHead(201, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }).end(text);
}

const server = createServer((request, response) => void forward(request, response)).listen(0, "127.0.0.1", () =>
  report(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
