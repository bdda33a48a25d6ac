import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { whenAccepting } from "nxzalo-testing/loopback";
import { spawnBareWorkerd } from "nxzalo-testing/workerd";
import { openBaseline } from "../baseline.ts";
import { bundleFile, bundleText, minify } from "../bundle.ts";
import { edgeProxy, gatewayVariables } from "../fixed-inputs.ts";
import { inTurn } from "../measure.ts";
import { type Row, toRow } from "../row.ts";

const rounds = 25;
const hello = 'export default { fetch: () => new Response("hello") };';
const root = fileURLToPath(new URL("../../..", import.meta.url));
const built = "apps/worker/dist/index.js";
const variables = gatewayVariables("http://127.0.0.1:9");

/** Milliseconds from a fresh workerd's accepting a connection, which it does before it has read the Worker, to the answer. */
async function firstAnswer(code: string | Uint8Array): Promise<number> {
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

async function firstAnswerRows(): Promise<Row[]> {
  const [worker, edge, hono] = [
    await readFile(join(root, built)),
    await bundleText(edgeProxy),
    await bundleFile("hono-worker.ts"),
  ];
  const times = await inTurn(rounds, {
    worker: () => firstAnswer(worker),
    edge: () => firstAnswer(edge),
    hono: () => firstAnswer(hono),
    hello: () => firstAnswer(hello),
  });
  const first = "first answer of a fresh isolate";
  const aim = { unit: "ms", sense: "at most" } as const;
  const [alone, whole] = [`edge alone: ${first}`, `Worker with journeys: ${first}`];
  const ofHello = { ...aim, against: "a hello-world Worker" };
  return [
    toRow(
      { ...ofHello, row: alone, bound: 3.1 },
      times.map(({ edge, hello }) => [edge, hello]),
    ),
    toRow(
      { ...ofHello, row: whole, bound: 3.4 },
      times.map(({ worker, hello }) => [worker, hello]),
    ),
    toRow(
      { ...aim, row: alone, against: "Hono + zod with the same duties", bound: 0.45 },
      times.map(({ edge, hono }) => [edge, hono]),
    ),
  ];
}

const weigh = (bytes: Uint8Array | string) => gzipSync(bytes, { level: 9 }).length;

/** One round: bytes do not vary. */
async function sizeRows(baseline: string): Promise<Row[]> {
  const aim = { against: "that of e183ffa", unit: "bytes", sense: "at most", bound: 0.82 } as const;
  const whole = async (tree: string) => weigh(await minify(await readFile(join(tree, built), "utf8")));
  const alone = async (tree: string) => weigh(await bundleText(edgeProxy, join(tree, "bench/src")));
  return [
    toRow({ ...aim, row: "Worker with journeys, min+gzip" }, [[await whole(root), await whole(baseline)]]),
    toRow({ ...aim, row: "edge alone, min+gzip" }, [[await alone(root), await alone(baseline)]]),
  ];
}

export async function workerRows(): Promise<Row[]> {
  const baseline = await openBaseline();
  return [...(await firstAnswerRows()), ...(baseline ? await sizeRows(baseline) : [])];
}
