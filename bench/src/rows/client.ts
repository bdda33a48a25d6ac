import { createNxZalo as createCoreNxZalo } from "@nxzalo/core";
import { createNxZalo } from "@nxzalo/node";
import { Pool } from "undici";
import { fixedBody, fixedHeaders, initPath, input, options } from "../fixed-inputs.ts";
import { interleave, load, loadRounds } from "../measure.ts";
import { type Row, toRow } from "../row.ts";
import { startServer } from "../server-process.ts";

type Call = () => Promise<unknown>;

/** What is measured, against what, the most of its CPU by calls at once, and the least share of its calls per second. */
interface Comparison {
  readonly row: string;
  readonly against: string;
  readonly most: Readonly<Record<number, number>>;
  readonly least: number;
}

const undici = {
  row: "@nxzalo/node",
  against: "bare undici.request",
  most: { 1: 1.15, 16: 1.35, 64: 1.35 },
  least: 0.85,
};
const overFetch = {
  row: "@nxzalo/core over fetch",
  against: "bare fetch",
  most: { 1: 1.3, 16: 1.15, 64: 1.15 },
  least: 0.9,
};

async function compare(
  { row, against, most, least }: Comparison,
  [ours, theirs]: readonly [Call, Call],
  concurrency: number,
) {
  const pairs = await interleave(
    loadRounds,
    () => load(ours, concurrency),
    () => load(theirs, concurrency),
  );
  const name = `${row}, ${concurrency} at once`;
  const perSecond = { row: name, against, unit: "calls/s", sense: "at least", bound: least } as const;
  const cpu = {
    row: `${name}: CPU`,
    against,
    unit: "µs/call",
    sense: "at most",
    bound: most[concurrency] ?? 1,
  } as const;
  return [
    toRow(
      cpu,
      pairs.map(([a, b]) => [a.cpuMicrosPerCall, b.cpuMicrosPerCall]),
    ),
    toRow(
      perSecond,
      pairs.map(([a, b]) => [a.callsPerSecond, b.callsPerSecond]),
    ),
  ];
}

export async function clientRows(): Promise<Row[]> {
  const upstream = await startServer("upstream");
  const baseUrl = upstream.url;
  const pool = new Pool(baseUrl, { connections: 64 });
  const nx = createNxZalo({ ...options, baseUrl });
  const core = createCoreNxZalo({ ...options, baseUrl });
  const bareUndici = async () => {
    const reply = await pool.request({ path: initPath, method: "POST", headers: fixedHeaders, body: fixedBody });
    return reply.body.json();
  };
  const bareFetch = async () => {
    const reply = await fetch(`${baseUrl}${initPath}`, { method: "POST", headers: fixedHeaders, body: fixedBody });
    return reply.json();
  };
  const rows: Row[] = [];
  for (const concurrency of [1, 16, 64]) {
    const calls = [() => nx.initJourneyToken(input), bareUndici] as const;
    rows.push(...(await compare(undici, calls, concurrency)));
  }
  for (const concurrency of [1, 16, 64]) {
    const calls = [() => core.initJourneyToken(input), bareFetch] as const;
    rows.push(...(await compare(overFetch, calls, concurrency)));
  }
  await nx.close();
  await pool.close();
  upstream.stop();
  return rows;
}
