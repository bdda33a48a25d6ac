import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createScratchSchema } from "../../../packages/journeys/test/conformance/scratch-schema.ts";
import { input } from "../fixed-inputs.ts";
import { concurrency, createLoad, type GatewayLoad } from "../gateway-load.ts";
import { interleave } from "../measure.ts";
import { type Row, toRow } from "../row.ts";
import { type ServerProcess, startServer } from "../server-process.ts";

const rounds = 15;
const reused = { ...input, reference: "Đơn 42" };

/** Gateways of one store; closing the load ends them. */
async function gatewaysOn(upstream: ServerProcess, count: number, store: object | undefined): Promise<GatewayLoad> {
  const env = { UPSTREAM: upstream.url, ...(store && { STORE: JSON.stringify(store) }) };
  const servers = await Promise.all(Array.from({ length: count }, () => startServer("gateway", env)));
  const load = createLoad(servers, store ? reused : input);
  const close = async () => {
    await load.close();
    for (const server of servers) server.stop();
  };
  return { ...load, close };
}

async function pairsOf(ours: GatewayLoad, theirs: GatewayLoad): Promise<[number, number][]> {
  const pairs = await interleave(rounds, ours.measure, theirs.measure);
  return pairs.map(([a, b]) => [a.callsPerSecond, b.callsPerSecond]);
}

const hits = (what: string) => `reuse hits, ${what}, ${concurrency} at once`;

async function sqliteRows(upstream: ServerProcess, bare: GatewayLoad): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-bench-"));
  const sqlite = await gatewaysOn(upstream, 1, { SQLITE_PATH: join(folder, "nxzalo.db") });
  const aim = { against: "the gateway without a store", unit: "requests/s", sense: "at least", bound: 1 } as const;
  const row = toRow({ row: hits("SQLite"), ...aim }, await pairsOf(sqlite, bare));
  await sqlite.close();
  rmSync(folder, { recursive: true });
  return [row];
}

async function postgresRows(upstream: ServerProcess, bare: GatewayLoad, server: string): Promise<Row[]> {
  const schema = await createScratchSchema(server);
  const store = { DATABASE_URL: schema.url, STORE_KEY: Buffer.alloc(32, 1).toString("base64") };
  const one = await gatewaysOn(upstream, 1, store);
  const aim = { unit: "requests/s", sense: "at least" } as const;
  const rows = [
    toRow(
      { row: hits("Postgres"), against: "the gateway without a store", ...aim, bound: 0.5 },
      await pairsOf(one, bare),
    ),
  ];
  for (const count of [2, 4]) {
    const several = await gatewaysOn(upstream, count, store);
    const row = hits(`${count} gateways on one Postgres`);
    rows.push(toRow({ row, against: "one gateway on it", ...aim, bound: 1 }, await pairsOf(several, one)));
    await several.close();
  }
  await one.close();
  await schema.drop();
  return rows;
}

/** What the store costs where there is something in it: asking again for a journey that is there. */
export async function storeRows(): Promise<Row[]> {
  const server = process.env["DATABASE_URL"];
  if (server === undefined) console.error("no DATABASE_URL: the rows on Postgres are left out");
  const upstream = await startServer("upstream");
  const bare = await gatewaysOn(upstream, 1, undefined);
  const rows = [
    ...(await sqliteRows(upstream, bare)),
    ...(server === undefined ? [] : await postgresRows(upstream, bare, server)),
  ];
  await bare.close();
  upstream.stop();
  return rows;
}
