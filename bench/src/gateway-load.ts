import { Pool } from "undici";
import { gatewayKey, input } from "./fixed-inputs.ts";
import { type Cost, load } from "./measure.ts";
import type { ServerProcess } from "./server-process.ts";

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
  /** Asks so many times. */
  ask(times: number): Promise<void>;
  /** Ends the load, and the servers. */
  close(): Promise<void>;
}

export function createLoad(servers: readonly ServerProcess[], journey: object = input): GatewayLoad {
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
    ask: async (times) => {
      let left = times;
      const repeat = async () => {
        while (left-- > 0) await ask();
      };
      await Promise.all(Array.from({ length: concurrency }, repeat));
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.close()));
      for (const server of servers) server.stop();
    },
  };
}
