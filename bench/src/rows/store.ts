import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createScratchSchema } from "../../../packages/journeys/test/conformance/scratch-schema.ts";
import { openBaseline } from "../baseline.ts";
import { input, storeKey } from "../fixed-inputs.ts";
import { askForJourney, concurrency, createLoad, type GatewayCost, type GatewayLoad } from "../gateway-load.ts";
import { inTurn, loadRounds } from "../measure.ts";
import { type Row, toRow } from "../row.ts";
import { startServer } from "../server-process.ts";

const reused = { ...input, reference: "Đơn 42" };
const withoutStore = "the gateway without a store";
const before = "the gateway of e183ffa on it";

/** Gateways of one store; closing the load ends them. */
type OpenGateways = (store: object | undefined, count?: number, tree?: string) => Promise<GatewayLoad>;

const gatewaysOf =
  (upstream: string): OpenGateways =>
  async (store, count = 1, tree) => {
    const env = { UPSTREAM: upstream, ...(store && { STORE: JSON.stringify(store) }) };
    const servers = await Promise.all(Array.from({ length: count }, () => startServer("gateway", env, tree)));
    return createLoad(servers, { ask: askForJourney(store ? reused : input) });
  };

const hits = (what: string) => `reuse hits, ${what}, ${concurrency} at once`;

type Costs = readonly Readonly<Record<string, GatewayCost>>[];
const pairsOf = (costs: Costs, theirs: string, figure: (cost: GatewayCost) => number) =>
  costs.map((cost) => [figure(cost["ours"] as GatewayCost), figure(cost[theirs] as GatewayCost)] as const);
const perSecond = ({ callsPerSecond }: GatewayCost) => callsPerSecond;
const micros = ({ serverMicros }: GatewayCost) => serverMicros;

/** The loads of one group in turn; they are closed afterwards. */
async function measureAll(loads: Readonly<Record<string, GatewayLoad>>): Promise<Costs> {
  const costs = await inTurn(
    loadRounds,
    Object.fromEntries(Object.entries(loads).map(([name, { measure }]) => [name, measure])),
  );
  await Promise.all(Object.values(loads).map(({ close }) => close()));
  return costs;
}

async function sqliteRows(open: OpenGateways, baseline: string | undefined): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-bench-"));
  const file = (name: string) => ({ SQLITE_PATH: join(folder, name) });
  const costs = await measureAll({
    ours: await open(file("ours.db")),
    bare: await open(undefined),
    ...(baseline && { before: await open(file("before.db"), 1, baseline) }),
  });
  rmSync(folder, { recursive: true });
  const row = hits("SQLite");
  const cpu = { row: `${row}: CPU`, unit: "µs/request", sense: "at most", bound: 0.7 } as const;
  const rate = { row, against: withoutStore, unit: "requests/s", sense: "at least", bound: 1 } as const;
  return [
    ...(baseline ? [toRow({ ...cpu, against: before }, pairsOf(costs, "before", micros))] : []),
    toRow(rate, pairsOf(costs, "bare", perSecond)),
  ];
}

async function postgresRows(open: OpenGateways, baseline: string | undefined, server: string): Promise<Row[]> {
  const schemas = [await createScratchSchema(server), await createScratchSchema(server)] as const;
  const [store, other] = schemas.map(({ url }) => ({ DATABASE_URL: url, STORE_KEY: storeKey }));
  const costs = await measureAll({
    ours: await open(store),
    bare: await open(undefined),
    two: await open(store, 2),
    four: await open(store, 4),
    ...(baseline && { before: await open(other, 1, baseline) }),
  });
  await Promise.all(schemas.map((schema) => schema.drop()));
  const row = hits("Postgres");
  const rate = { row, unit: "requests/s", sense: "at least" } as const;
  const several = (count: number, name: string) => {
    const aim = { ...rate, row: hits(`${count} gateways on one Postgres`), against: "one gateway on it", bound: 1 };
    return toRow(
      aim,
      pairsOf(costs, name, perSecond).map(([one, many]) => [many, one]),
    );
  };
  return [
    ...(baseline ? [toRow({ ...rate, against: before, bound: 1.7 }, pairsOf(costs, "before", perSecond))] : []),
    toRow({ ...rate, against: withoutStore, bound: 0.75 }, pairsOf(costs, "bare", perSecond)),
    several(2, "two"),
    several(4, "four"),
  ];
}

/** What the store costs where there is something in it: asking again for a journey that is there. */
export async function storeRows(): Promise<Row[]> {
  const server = process.env["DATABASE_URL"];
  if (server === undefined) console.error("no DATABASE_URL: the rows on Postgres are left out");
  const upstream = await startServer("upstream");
  const open = gatewaysOf(upstream.url);
  const baseline = await openBaseline();
  const rows = [
    ...(await sqliteRows(open, baseline)),
    ...(server === undefined ? [] : await postgresRows(open, baseline, server)),
  ];
  upstream.stop();
  return rows;
}
