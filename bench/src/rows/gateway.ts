import { Pool } from "undici";
import { input } from "../fixed-request.ts";
import { gatewayKey } from "../gateway-variables.ts";
import { interleave } from "../interleave.ts";
import { load } from "../load.ts";
import { type Row, rowOf } from "../row.ts";
import { type ServerProcess, startServer } from "../server-process.ts";

const rounds = 15;
const durationMs = 600;
const concurrency = 16;

const headers = { authorization: `Bearer ${gatewayKey}`, "content-type": "application/json" };
const body = JSON.stringify(input);

async function measure(server: ServerProcess, pool: Pool) {
  const before = await server.cpuMicros();
  let calls = 0;
  const cost = await load(
    async () => {
      const reply = await pool.request({ path: "/v1/journeys", method: "POST", headers, body });
      await reply.body.text();
      if (reply.statusCode !== 201) throw new Error(`status ${reply.statusCode}`);
      calls += 1;
    },
    concurrency,
    durationMs,
  );
  return { ...cost, serverMicros: ((await server.cpuMicros()) - before) / calls };
}

export async function gatewayRows(): Promise<Row[]> {
  const upstream = await startServer("upstream");
  const env = { UPSTREAM: upstream.url };
  const servers = await Promise.all([startServer("gateway", env), startServer("bare-proxy", env)]);
  const pools = servers.map(({ url }) => new Pool(url, { connections: concurrency }));
  const [ours, theirs] = servers.map((server, index) => () => measure(server, pools[index] as Pool));
  if (!ours || !theirs) return [];
  const pairs = await interleave(rounds, ours, theirs);
  await Promise.all(pools.map((pool) => pool.close()));
  for (const server of [...servers, upstream]) server.stop();
  const row = `gateway, ${concurrency} at once`;
  const against = "bare node:http + undici proxy";
  return [
    rowOf(
      { row, against, unit: "requests/s", sense: "at least", bound: 0.7 },
      pairs.map(([a, b]) => [a.callsPerSecond, b.callsPerSecond]),
    ),
    rowOf(
      { row: `${row}: p99`, against, unit: "ms", sense: "at most", bound: 1.5 },
      pairs.map(([a, b]) => [a.p99Ms, b.p99Ms]),
    ),
    rowOf(
      { row: `${row}: CPU`, against, unit: "µs/request", sense: "at most", bound: 1.5 },
      pairs.map(([a, b]) => [a.serverMicros, b.serverMicros]),
    ),
  ];
}
