import { hash } from "node:crypto";
import { canonicalString, type Hash, sign } from "@nxzalo/core";
import { interleave } from "../interleave.ts";
import { queryOne, type Row } from "../row.ts";
import { signBodies } from "../sign-bodies.ts";

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
    rows.push(queryOne({ row: `sign, ${size}`, ...aim }, pairs));
  }
  return rows;
}
