import { hash } from "node:crypto";
import { canonicalString, type Hash, sign } from "@nxzalo/core";
import { whenAccepting } from "nxzalo-testing/loopback";
import { spawnBareWorkerd } from "nxzalo-testing/workerd";
import { bundleFile } from "../bundle.ts";
import { signBodies } from "../fixed-inputs.ts";
import { interleave } from "../measure.ts";
import { type Row, toRow } from "../row.ts";

const rounds = 41;
const callsPerRound = 20_000;
const startTs = 1_720_638_317_487;
const native: Hash = (algorithm, text) => hash(algorithm, text, "hex");

/** Nanoseconds for one call. */
function timed(call: (at: number) => string): number {
  let length = 0;
  const startedAt = process.hrtime.bigint();
  for (let at = 0; at < callsPerRound; at += 1) length += call(at).length;
  const tookNs = Number(process.hrtime.bigint() - startedAt);
  if (length !== callsPerRound * 32) throw new Error("not a signature");
  return tookNs / callsPerRound;
}

export async function signRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [size, body] of Object.entries(signBodies)) {
    const [accessKey, accessSecret, action, bizType] = ["your-access-key", "your-access-secret", "mt", "9"];
    const canonical = canonicalString({ accessKey, action, bizType, ts: startTs, body });
    const text = Buffer.from(`${canonical}&accessSecret=${accessSecret}`).toString();
    const pairs = await interleave(
      rounds,
      () => timed((at) => sign({ accessKey, accessSecret, action, bizType, ts: startTs + at, body }, native)),
      () => timed(() => hash("md5", text, "hex")),
    );
    const aim = { against: "hash() of node:crypto, same string", unit: "ns", sense: "at most", bound: 1.3 } as const;
    rows.push(toRow({ row: `sign, ${size}`, ...aim }, pairs));
  }
  return rows;
}

/** In each request: so many that the request itself weighs nothing. */
const callsPerRequest = 10_000;

/** Nanoseconds for one call, with the request around them. */
async function timeInWorkerd(url: string, size: string): Promise<number> {
  const startedAt = performance.now();
  const reply = await fetch(`${url}?${new URLSearchParams({ size, count: String(callsPerRequest) })}`);
  const length = Number(await reply.text());
  const tookMs = performance.now() - startedAt;
  if (length !== callsPerRequest * 32) throw new Error("not a signature");
  return (tookMs * 1e6) / callsPerRequest;
}

export async function signWorkerdRows(): Promise<Row[]> {
  const code = await bundleFile("sign-worker.ts");
  const worker = await spawnBareWorkerd(code, {});
  (await whenAccepting(worker.port)).destroy();
  const url = `http://127.0.0.1:${worker.port}`;
  const rows: Row[] = [];
  for (const size of Object.keys(signBodies)) {
    const pairs = await interleave(
      rounds,
      () => timeInWorkerd(`${url}/sign`, size),
      () => timeInWorkerd(`${url}/noble`, size),
    );
    const aim = { against: "noble alone, same string", unit: "ns", sense: "at most", bound: 1.2 } as const;
    rows.push(toRow({ row: `sign in workerd, ${size}`, ...aim }, pairs));
  }
  await worker.kill();
  return rows;
}
