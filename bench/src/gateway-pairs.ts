import { Pool } from "undici";
import { input } from "./fixed-request.ts";
import { gatewayKey } from "./gateway-variables.ts";
import { interleave } from "./interleave.ts";
import { load } from "./load.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

const rounds = 15;
const durationMs = 600;
/** Requests at once. */
export const concurrency = 16;

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

/** The gateway and a server of `servers/` that does the same route, over the same upstream. */
export async function gatewayPairs(rival: string) {
  const upstream = await startServer("upstream");
  const env = { UPSTREAM: upstream.url };
  const gateway = await startServer("gateway", env);
  const other = await startServer(rival, env);
  const pools = [
    new Pool(gateway.url, { connections: concurrency }),
    new Pool(other.url, { connections: concurrency }),
  ];
  const [ours, theirs] = pools as [Pool, Pool];
  const pairs = await interleave(
    rounds,
    () => measure(gateway, ours),
    () => measure(other, theirs),
  );
  await Promise.all(pools.map((pool) => pool.close()));
  for (const server of [gateway, other, upstream]) server.stop();
  return pairs;
}
