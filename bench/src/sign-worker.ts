// A Worker that signs, or hashes with noble alone, as often as it is asked to: a Worker's own clock stands still meanwhile.

import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalString, sign } from "@nxzalo/core";
import { signBodies } from "./fixed-inputs.ts";

const startTs = 1_720_638_317_487;
const fixed = { accessKey: "your-access-key", action: "mt", bizType: "9" };
const accessSecret = "your-access-secret";

const ours = (body: string, count: number): number => {
  let length = 0;
  for (let at = 0; at < count; at += 1) length += sign({ ...fixed, accessSecret, ts: startTs + at, body }).length;
  return length;
};

const noble = (body: string, count: number): number => {
  const text = `${canonicalString({ ...fixed, ts: startTs, body })}&accessSecret=${accessSecret}`;
  let length = 0;
  for (let at = 0; at < count; at += 1) length += bytesToHex(md5(utf8ToBytes(text))).length;
  return length;
};

export default {
  fetch: (request: Request): Response => {
    const { pathname, searchParams } = new URL(request.url);
    const body = Object.entries(signBodies).find(([size]) => size === searchParams.get("size"))?.[1] ?? "";
    const run = pathname === "/sign" ? ours : noble;
    return new Response(String(run(body, Number(searchParams.get("count")))));
  },
};
