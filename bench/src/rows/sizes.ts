import { gzipSync } from "node:zlib";
import { bundleModule } from "../bundle-module.ts";
import { queryOne, type Row } from "../row.ts";

/** Modules of `bundled/`, each of which has a main export and no more. */
const compared = [
  { ours: "client", theirs: "hono-client", against: "hono/client" },
  { ours: "sign", theirs: "aws4fetch", against: "aws4fetch, its signer" },
  { ours: "edge-proxy", theirs: "stripe", against: "stripe" },
  { ours: "edge-proxy", theirs: "openai", against: "openai" },
] as const;

const bytesOf = async (name: string) => gzipSync(await bundleModule(name), { level: 9 }).length;

/** One round: bytes do not vary. */
export async function sizeRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { ours, theirs, against } of compared) {
    const row = `size of ${ours.replace("-", " ")}, min+gzip`;
    const aim = { row, against, unit: "bytes", sense: "at most", bound: 1 } as const;
    rows.push(queryOne(aim, [[await bytesOf(ours), await bytesOf(theirs)]]));
  }
  return rows;
}
