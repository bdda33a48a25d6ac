import { gzipSync } from "node:zlib";
import { bundleText } from "../bundle.ts";
import { edgeProxy } from "../fixed-inputs.ts";
import { type Row, toRow } from "../row.ts";

/** Modules, each of which has a main export and no more. */
const compared = [
  {
    name: "client",
    ours: 'export { createProxyClient } from "@nxzalo/client";',
    theirs: 'export { hc } from "hono/client";',
    against: "hono/client",
  },
  {
    name: "sign",
    ours: 'export { sign } from "@nxzalo/core";',
    theirs: 'export { AwsV4Signer } from "aws4fetch";',
    against: "aws4fetch, its signer",
  },
  { name: "edge proxy", ours: edgeProxy, theirs: 'export { default } from "stripe";', against: "stripe" },
  { name: "edge proxy", ours: edgeProxy, theirs: 'export { default } from "openai";', against: "openai" },
] as const;

const weigh = async (text: string) => gzipSync(await bundleText(text), { level: 9 }).length;

/** One round: bytes do not vary. */
export async function sizeRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, ours, theirs, against } of compared) {
    const row = `size of ${name}, min+gzip`;
    const aim = { row, against, unit: "bytes", sense: "at most", bound: 1 } as const;
    rows.push(toRow(aim, [[await weigh(ours), await weigh(theirs)]]));
  }
  return rows;
}
