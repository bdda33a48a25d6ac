import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { whenAccepting } from "nxzalo-testing/loopback";
import { spawnBareWorkerd } from "nxzalo-testing/workerd";
import { gatewayVariables } from "../fixed-inputs.ts";
import { interleave } from "../measure.ts";
import { type Row, toRow } from "../row.ts";

const rounds = 25;
const hello = 'export default { fetch: () => new Response("hello") };';
const builtWorker = fileURLToPath(new URL("../../../apps/worker/dist/index.js", import.meta.url));
const variables = gatewayVariables("http://127.0.0.1:9");

/** Milliseconds from a fresh workerd's accepting a connection, which it does before it has read the Worker, to the answer. */
async function firstAnswer(code: string): Promise<number> {
  const worker = await spawnBareWorkerd(code, variables);
  const socket = await whenAccepting(worker.port);
  const acceptedAt = performance.now();
  socket.write("GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
  const [answer] = await once(socket, "data");
  const tookMs = performance.now() - acceptedAt;
  socket.destroy();
  await worker.kill();
  if (!String(answer).startsWith("HTTP/1.1 200")) throw new Error(String(answer));
  return tookMs;
}

export async function workerRows(): Promise<Row[]> {
  const code = await readFile(builtWorker, "utf8");
  const pairs = await interleave(
    rounds,
    () => firstAnswer(code),
    () => firstAnswer(hello),
  );
  const aim = { against: "a hello-world Worker", unit: "ms", sense: "at most", bound: 1.5 } as const;
  return [toRow({ row: "Worker: first request in a fresh isolate", ...aim }, pairs)];
}
