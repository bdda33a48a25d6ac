import { whenAccepting } from "nxzalo-testing/loopback";
import { spawnBareWorkerd } from "nxzalo-testing/workerd";
import { bundleModule } from "../bundle-module.ts";
import { interleave } from "../interleave.ts";
import { queryOne, type Row } from "../row.ts";
import { signBodies } from "../sign-bodies.ts";

const rounds = 41;
/** In each request: so many that the request itself weighs nothing. */
const callsPerRound = 10_000;

/** Nanoseconds for one call, with the request around them. */
async function timed(url: string, size: string): Promise<number> {
  const startedAt = performance.now();
  const reply = await fetch(`${url}?${new URLSearchParams({ size, count: String(callsPerRound) })}`);
  const length = Number(await reply.text());
  const tookMs = performance.now() - startedAt;
  if (length !== callsPerRound * 32) throw new Error("not a signature");
  return (tookMs * 1e6) / callsPerRound;
}

export async function signWorkerdRows(): Promise<Row[]> {
  const code = await bundleModule("sign-worker");
  const worker = await spawnBareWorkerd(code, {});
  (await whenAccepting(worker.port)).destroy();
  const url = `http://127.0.0.1:${worker.port}`;
  const rows: Row[] = [];
  for (const size of Object.keys(signBodies)) {
    const pairs = await interleave(
      rounds,
      () => timed(`${url}/sign`, size),
      () => timed(`${url}/noble`, size),
    );
    const aim = { against: "noble alone, same string", unit: "ns", sense: "at most", bound: 1.2 } as const;
    rows.push(queryOne({ row: `sign in workerd, ${size}`, ...aim }, pairs));
  }
  await worker.kill();
  return rows;
}
