import { Pool } from "undici";
import { gatewayKey, input } from "./fixed-inputs.ts";
import { type Cost, interleave, load } from "./measure.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

const durationMs = 600;
/** Requests at once. */
export const concurrency = 16;

const headers = { authorization: `Bearer ${gatewayKey}`, "content-type": "application/json" };

/** What a run of requests cost, and what it cost the servers. */
export interface GatewayCost extends Cost {
  /** Of all servers, for each request. */
  readonly serverMicros: number;
}

/** Servers that are asked in turn. */
export interface GatewayLoad {
  /** Asks for a journey for a while. */
  measure(): Promise<GatewayCost>;
  close(): Promise<void>;
}

export function createLoad(servers: readonly ServerProcess[], journey: object): GatewayLoad {
  const pools = servers.map(({ url }) => new Pool(url, { connections: concurrency }));
  const body = JSON.stringify(journey);
  const cpuMicros = async () => {
    const each = await Promise.all(servers.map((server) => server.cpuMicros()));
    return each.reduce((sum, one) => sum + one, 0);
  };
  let calls = 0;
  const ask = async () => {
    const pool = pools[calls++ % pools.length] as Pool;
    const reply = await pool.request({ path: "/v1/journeys", method: "POST", headers, body });
    await reply.body.text();
    if (reply.statusCode !== 201 && reply.statusCode !== 200) throw new Error(`status ${reply.statusCode}`);
  };
  return {
    measure: async () => {
      const [before, callsBefore] = [await cpuMicros(), calls];
      const cost = await load(ask, concurrency, durationMs);
      return { ...cost, serverMicros: ((await cpuMicros()) - before) / (calls - callsBefore) };
    },
    close: async () => void (await Promise.all(pools.map((pool) => pool.close()))),
  };
}

const rounds = 15;

/** The gateway and a server of `servers/` that does the same route, over the same upstream. */
export async function gatewayPairs(rival: string) {
  const upstream = await startServer("upstream");
  const env = { UPSTREAM: upstream.url };
  const servers = [await startServer("gateway", env), await startServer(rival, env)] as const;
  const [ours, theirs] = [createLoad([servers[0]], input), createLoad([servers[1]], input)];
  const pairs = await interleave(rounds, ours.measure, theirs.measure);
  await Promise.all([ours.close(), theirs.close()]);
  for (const server of [...servers, upstream]) server.stop();
  return pairs;
}
