import { openBaseline } from "../baseline.ts";
import { concurrency, createLoad, type GatewayCost } from "../gateway-load.ts";
import { inTurn, loadRounds } from "../measure.ts";
import { type Aim, type Row, toRow } from "../row.ts";
import { startServer } from "../server-process.ts";

const bare = "bare node:http + undici proxy";
const fastify = "Fastify with the same duties";
const before = "the gateway of e183ffa";

type Costs = Readonly<Record<string, GatewayCost>>;
type Figure = (cost: GatewayCost) => number;

/** A row for each server that ours is compared with, by one figure. */
function compareBy(
  costs: readonly Costs[],
  figure: Figure,
  aim: Omit<Aim, "against" | "bound">,
  bounds: Bounds,
): Row[] {
  return Object.entries(bounds).flatMap(([name, bound]) => {
    const pairs = costs.flatMap(({ ours, [name]: theirs }) =>
      ours && theirs ? [[figure(ours), figure(theirs)] as const] : [],
    );
    return pairs.length > 0 ? [toRow({ ...aim, against: against[name] ?? name, bound }, pairs)] : [];
  });
}

type Bounds = Readonly<Record<string, number>>;
const against: Readonly<Record<string, string>> = { bare, fastify, before, hono: "Hono's stock middleware" };

/** One run of all servers in turn: CPU a request first, since it is steadier than requests a second. */
export async function gatewayRows(): Promise<Row[]> {
  const upstream = await startServer("upstream");
  const env = { UPSTREAM: upstream.url };
  const baseline = await openBaseline();
  const loads = {
    ours: createLoad([await startServer("gateway", env)]),
    bare: createLoad([await startServer("bare-proxy", env)]),
    fastify: createLoad([await startServer("fastify", env)]),
    hono: createLoad([await startServer("hono-stock", env)]),
    ...(baseline && { before: createLoad([await startServer("gateway", env, baseline)]) }),
  };
  const subjects = Object.fromEntries(Object.entries(loads).map(([name, { measure }]) => [name, measure]));
  const costs = await inTurn(loadRounds, subjects);
  await Promise.all(Object.values(loads).map(({ close }) => close()));
  upstream.stop();
  const row = `gateway, ${concurrency} at once`;
  return [
    ...compareBy(
      costs,
      (cost) => cost.serverMicros,
      { row: `${row}: CPU`, unit: "µs/request", sense: "at most" },
      { bare: 1.4, fastify: 0.85, before: 0.6 },
    ),
    ...compareBy(
      costs,
      (cost) => cost.callsPerSecond,
      { row, unit: "requests/s", sense: "at least" },
      { bare: 0.75, hono: 1.5 },
    ),
    ...compareBy(costs, (cost) => cost.p99Ms, { row: `${row}: p99`, unit: "ms", sense: "at most" }, { bare: 1.4 }),
  ];
}

const requests = 50_000;

/** What a server holds in memory after many requests. */
async function residentAfter(name: string, upstream: string): Promise<number> {
  const server = await startServer(name, { UPSTREAM: upstream });
  const load = createLoad([server]);
  await load.ask(requests);
  const bytes = await server.residentBytes();
  await load.close();
  return bytes / 2 ** 20;
}

/** One round: it is a question of size. */
export async function memoryRows(): Promise<Row[]> {
  const upstream = await startServer("upstream");
  const ours = await residentAfter("gateway", upstream.url);
  const aim = { row: `gateway after ${requests} requests`, unit: "MiB", sense: "at most", bound: 0.8 } as const;
  const rows = [
    toRow({ ...aim, against: bare }, [[ours, await residentAfter("bare-proxy", upstream.url)]]),
    toRow({ ...aim, against: fastify }, [[ours, await residentAfter("fastify", upstream.url)]]),
  ];
  upstream.stop();
  return rows;
}
