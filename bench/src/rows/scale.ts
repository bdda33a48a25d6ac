import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { requestsPerSecond } from "../capacity/rate.ts";
import { askForJourney, askForMessage, createLoad, type GatewayCost } from "../gateway-load.ts";
import { inTurn, loadRounds, median } from "../measure.ts";
import { type Row, toRow } from "../row.ts";
import { type ServerProcess, startServer } from "../server-process.ts";

const warmUp = 6_000;
/** Requests at once. */
const concurrency = 32;

/** What a request costs each part of the whole, and the cores that they had. */
interface ScaleCost extends GatewayCost {
  readonly gateways: number;
  readonly upstreamMicros: number;
  /** Those of the machine, without what other processes took of them meanwhile. */
  readonly cores: number;
}

/** Microseconds that the machine's cores have worked. */
const busyMicros = () =>
  cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + (user + nice + sys + irq) * 1000, 0);

async function openGateways(gateways: number, upstream: ServerProcess) {
  const start = () => startServer("gateway", { UPSTREAM: upstream.url });
  const servers = await Promise.all(Array.from({ length: gateways }, start));
  const load = createLoad(servers, { ask: askForJourney(), concurrency });
  await load.ask(warmUp);
  const measure = async (): Promise<ScaleCost> => {
    const [upstreamBefore, busyBefore] = [await upstream.cpuMicros(), busyMicros()];
    const cost = await load.measure();
    const upstreamMicros = ((await upstream.cpuMicros()) - upstreamBefore) / cost.calls;
    const ours = (cost.serverMicros + upstreamMicros + cost.cpuMicrosPerCall) * cost.callsPerSecond;
    const busy = ((busyMicros() - busyBefore) / cost.calls) * cost.callsPerSecond;
    return { ...cost, gateways, upstreamMicros, cores: cpus().length - Math.max(0, busy - ours) / 1e6 };
  };
  return { measure, close: load.close };
}

/** What the CPU of a request says of the requests a second. */
function reckon({ gateways, serverMicros, upstreamMicros, cpuMicrosPerCall, cores }: ScaleCost): number {
  const parts = [
    { processes: gateways, micros: serverMicros },
    { processes: 1, micros: upstreamMicros },
    { processes: 1, micros: cpuMicrosPerCall },
  ];
  return requestsPerSecond(parts, cores);
}

/** The requests a second that were measured, against those that are reckoned from what they cost in the same rounds. */
function rateRow(row: string, costs: readonly ScaleCost[]): Row {
  const of = (figure: (cost: ScaleCost) => number) => median(costs.map(figure));
  const from = {
    gateways: of((cost) => cost.gateways),
    cores: of((cost) => cost.cores),
    gatewayMicros: of((cost) => cost.serverMicros),
    upstreamMicros: of((cost) => cost.upstreamMicros),
    loadMicros: of((cost) => cost.cpuMicrosPerCall),
  };
  return toRow(
    { row, against: "reckoned from its CPU", unit: "requests/s", sense: "at least", bound: 0.85, from },
    costs.map((cost) => [cost.callsPerSecond, reckon(cost)]),
  );
}

/** One gateway, and two; upstream and load are on the same cores. */
async function gatewayRows(upstream: ServerProcess): Promise<Row[]> {
  const one = await openGateways(1, upstream);
  const two = await openGateways(2, upstream);
  const costs = await inTurn(loadRounds, { one: one.measure, two: two.measure });
  await one.close();
  await two.close();
  const at = `${concurrency} at once`;
  const shared = { row: `two gateways, ${at}: CPU`, against: "one gateway", unit: "µs/request" };
  return [
    rateRow(
      `one gateway, ${at}`,
      costs.map((cost) => cost.one),
    ),
    rateRow(
      `two gateways, ${at}`,
      costs.map((cost) => cost.two),
    ),
    toRow(
      { ...shared, sense: "at most", bound: 1.25 },
      costs.map((cost) => [cost.two.serverMicros, cost.one.serverMicros]),
    ),
  ];
}

/** The size of a database, its log included. */
function sizeOf(file: string): number {
  const database = new DatabaseSync(file);
  const read = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
  const bytes = read("page_count") * read("page_size");
  database.close();
  return bytes;
}

/** A message on a journey of its own, and its receipt, on SQLite: what a gateway spends on it, and what is stored. */
async function messageRows(upstream: ServerProcess): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-bench-"));
  const file = join(folder, "messages.db");
  const env = { UPSTREAM: upstream.url, STORE: JSON.stringify({ SQLITE_PATH: file }) };
  const messages = createLoad([await startServer("gateway", env)], { ask: askForMessage() });
  const journeys = createLoad([await startServer("gateway", { UPSTREAM: upstream.url })]);
  await journeys.ask(warmUp);
  await messages.ask(warmUp);
  const costs = await inTurn(loadRounds, { messages: messages.measure, journeys: journeys.measure });
  await messages.close();
  await journeys.close();
  const bytes = sizeOf(file) / messages.asked();
  rmSync(folder, { recursive: true });
  return [
    toRow(
      {
        row: "a message, its journey and its receipt, on SQLite: CPU",
        against: "a journey without a store",
        unit: "µs",
        sense: "at most",
        bound: 20,
        from: { bytes },
      },
      costs.map((cost) => [cost.messages.serverMicros, cost.journeys.serverMicros]),
    ),
  ];
}

/** What capacity is reckoned from, and whether it may be. */
export async function scaleRows(): Promise<Row[]> {
  const upstream = await startServer("upstream");
  const rows = [...(await gatewayRows(upstream)), ...(await messageRows(upstream))];
  upstream.stop();
  return rows;
}
