import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createScratchSchema } from "../../../packages/journeys/test/conformance/scratch-schema.ts";
import { storeKey } from "../fixed-inputs.ts";
import { inTurn } from "../measure.ts";
import { measurePaced, type PacedCost } from "../paced-gateway.ts";
import { type Row, toRow } from "../row.ts";
import type { DueCost } from "../send-due.ts";
import { startServer } from "../server-process.ts";

/** `BENCH_DUE`: messages that are due at once; 20,000 take 100 s at 200 a second. */
const count = Number(process.env["BENCH_DUE"] ?? 20_000);
const perSecond = 200;
const rounds = 7;
/** Of one round without a limit. */
const unlimited = Math.min(count, 2_000);

function pacedRows({ sentPerSecond, idle, alongside }: PacedCost): Row[] {
  const row = `${count.toLocaleString("en")} due at once at ${perSecond} a second, Postgres`;
  const againstIdle = (what: string, unit: string, bound: number, pair: readonly [number, number]) =>
    toRow({ row: `${row}: ${what}`, against: "nothing due", unit, sense: "at most", bound }, [pair]);
  return [
    toRow({ row, against: "the rate that is allowed", unit: "messages/s", sense: "at least", bound: 0.95 }, [
      [sentPerSecond, perSecond],
    ]),
    againstIdle("p99 of live journeys", "ms", 3, [alongside.journeysP99Ms, idle.journeysP99Ms]),
    againstIdle("p99 of live messages", "ms", 3, [alongside.messagesP99Ms, idle.messagesP99Ms]),
    againstIdle("memory", "MiB", 1.5, [alongside.mebibytes, idle.mebibytes]),
  ];
}

/** A process of its own sends what is due; the account has no limit. */
async function unlimitedRows(server: string, upstream: string): Promise<Row[]> {
  const script = join(import.meta.dirname, "../send-due.ts");
  const start = promisify(execFile);
  const schemas = { ours: await createScratchSchema(server), graphile: await createScratchSchema(server) };
  const sendBy = async (queue: keyof typeof schemas): Promise<DueCost> => {
    const env = { ...process.env, DATABASE_URL: server, SCHEMA: schemas[queue].name, UPSTREAM: upstream };
    return JSON.parse((await start(process.execPath, [script, queue, String(unlimited)], { env })).stdout);
  };
  const costs = await inTurn(rounds, { ours: () => sendBy("ours"), theirs: () => sendBy("graphile") });
  await Promise.all(Object.values(schemas).map((schema) => schema.drop()));
  const aim = { row: `${unlimited.toLocaleString("en")} due at once, 24 at once`, against: "graphile-worker" } as const;
  const pairsOf = (figure: (cost: DueCost) => number) =>
    costs.map(({ ours, theirs }) => [figure(ours), figure(theirs)] as const);
  return [
    toRow(
      { ...aim, unit: "messages/s", sense: "at least", bound: 0.6 },
      pairsOf((cost) => cost.perSecond),
    ),
    toRow(
      { ...aim, row: `${aim.row}: CPU`, unit: "µs/message", sense: "at most", bound: 1.67 },
      pairsOf((cost) => cost.cpuMicros),
    ),
  ];
}

/** Messages that waited, when many of them are due. */
export async function dueRows(): Promise<Row[]> {
  const server = process.env["DATABASE_URL"];
  if (server === undefined) {
    console.error("no DATABASE_URL: the rows of messages that wait are left out");
    return [];
  }
  const upstream = await startServer("sandbox");
  const schema = await createScratchSchema(server);
  const store = { DATABASE_URL: schema.url, STORE_KEY: storeKey };
  const paced = await measurePaced({ upstream: upstream.url, store, count, perSecond });
  await schema.drop();
  const rows = [...pacedRows(paced), ...(await unlimitedRows(server, upstream.url))];
  upstream.stop();
  return rows;
}
