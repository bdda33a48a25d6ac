import { Pool } from "undici";
import { gatewayKey, input, receiptKey } from "./fixed-inputs.ts";
import { type Cost, load } from "./measure.ts";
import type { ServerProcess } from "./server-process.ts";

/** Requests at once, where nothing else is said. */
export const concurrency = 16;

const headers = { authorization: `Bearer ${gatewayKey}`, "content-type": "application/json" };

/** What a run of requests cost, and what it cost the servers. */
export interface GatewayCost extends Cost {
  /** Of all servers, for each request. */
  readonly serverMicros: number;
}

/** Servers that are asked in turn. */
export interface GatewayLoad {
  /** Asks for a while. */
  measure(): Promise<GatewayCost>;
  /** Asks so many times. */
  ask(times: number): Promise<void>;
  /** How often it has asked so far. */
  asked(): number;
  /** Ends the load, and the servers. */
  close(): Promise<void>;
}

/** What a server is asked, again and again. */
export type Ask = (server: Pool) => Promise<unknown>;

async function post(server: Pool, path: string, body: string): Promise<string> {
  const reply = await server.request({ path, method: "POST", headers, body });
  const text = await reply.body.text();
  if (reply.statusCode < 200 || reply.statusCode > 202) throw new Error(`status ${reply.statusCode}`);
  return text;
}

/** Asks for a journey. */
export function askForJourney(journey: object = input): Ask {
  const body = JSON.stringify(journey);
  return (server) => post(server, "/v1/journeys", body);
}

/** Asks for a message on a journey of its own, and brings its receipt. */
export function askForMessage(): Ask {
  let count = 0;
  return async (server) => {
    const reference = `order ${count++}`;
    const message = { ...input, reference, templateId: "133214", templateData: { code: reference } };
    const { messageId } = JSON.parse(await post(server, "/v1/messages", JSON.stringify(message)));
    const receipt = {
      status: "delivered",
      requestId: `zalomid.${count}`,
      sendTime: String(Date.now()),
      ext: `nxzalo:${messageId}`,
    };
    await post(server, `/v1/receipts/${receiptKey}`, JSON.stringify(receipt));
  };
}

/** How a load asks. */
export interface LoadOptions {
  /** Default: for a journey. */
  readonly ask?: Ask;
  /** Requests at once. Default: 16. */
  readonly concurrency?: number;
}

export function createLoad(servers: readonly ServerProcess[], options: LoadOptions = {}): GatewayLoad {
  const { ask = askForJourney(), concurrency: atOnce = concurrency } = options;
  const pools = servers.map(({ url }) => new Pool(url, { connections: atOnce }));
  const cpuMicros = async () => {
    const each = await Promise.all(servers.map((server) => server.cpuMicros()));
    return each.reduce((sum, one) => sum + one, 0);
  };
  let calls = 0;
  const askNext = () => ask(pools[calls++ % pools.length] as Pool);
  return {
    measure: async () => {
      const [before, callsBefore] = [await cpuMicros(), calls];
      const cost = await load(askNext, atOnce);
      return { ...cost, serverMicros: ((await cpuMicros()) - before) / (calls - callsBefore) };
    },
    ask: async (times) => {
      let left = times;
      const repeat = async () => {
        while (left-- > 0) await askNext();
      };
      await Promise.all(Array.from({ length: atOnce }, repeat));
    },
    asked: () => calls,
    close: async () => {
      await Promise.all(pools.map((pool) => pool.close()));
      for (const server of servers) server.stop();
    },
  };
}
