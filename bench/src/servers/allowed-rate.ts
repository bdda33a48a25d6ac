// A gateway as fast as it could be, which takes PER_SECOND messages in every second, wherever it begins, and refuses what is beyond. GET says how many it has refused.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { report } from "./report.ts";

const perSecond = Number(process.env["PER_SECOND"]);
const taken = '{"requestId":"zalomid.1","messageId":"5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10","state":"accepted"}';
const refusal =
  '{"type":"urn:nxzalo:problem:rate_limited","kind":"proxy","code":"rate_limited","status":429,"detail":"later","retryable":true,"outcome":"not_sent"}';
const times: number[] = [];
let refused = 0;

/** Whether one more is allowed now. */
function take(): boolean {
  const now = performance.now();
  while (times.length > 0 && (times[0] ?? 0) <= now - 1_000) times.shift();
  const isTaken = times.length < perSecond;
  if (!isTaken) refused += 1;
  else if (perSecond < Number.POSITIVE_INFINITY) times.push(now);
  return isTaken;
}

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    if (request.method === "GET") return void response.end(String(refused));
    const isTaken = take();
    const headers = { "content-type": "application/json", "retry-after": "1" };
    response.writeHead(isTaken ? 202 : 429, headers).end(isTaken ? taken : refusal);
  });
}).listen(0, "127.0.0.1", () => report(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
