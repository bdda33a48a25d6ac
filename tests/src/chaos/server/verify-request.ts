import { createHash } from "node:crypto";
import type { ReadRequest } from "./read-request.ts";

/** Every client of a run has this secret. */
export const accessSecret = "chaos-access-secret";

/** NXCLOUD's own code for what is wrong with a request's headers, or 0. The rule is written here once more, apart from core's. */
export function verifyRequest({ headers, body }: ReadRequest, now: number): 0 | 1001 | 1003 | 1004 {
  const { accesskey, action, biztype, ts, sign, algorithm = "md5" } = headers;
  if (!accesskey || !action || !biztype || !ts || !sign) return 1001;
  const signed = `accessKey=${accesskey}&action=${action}&bizType=${biztype}&ts=${ts}&body=${body}`;
  if (createHash(algorithm).update(`${signed}&accessSecret=${accessSecret}`).digest("hex") !== sign) return 1003;
  return Math.abs(now - Number(ts)) > 60_000 ? 1004 : 0;
}
