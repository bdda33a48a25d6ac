import { createHash } from "node:crypto";
import type { ReadRequest } from "../../harness/read-request.ts";
import { answerIdOfCall, type OperationName, tokenOfCall } from "../protocol.ts";

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

const day = 86_400_000;

function dataOf(operation: OperationName, call: number, now: number): object {
  const id = answerIdOfCall(call);
  if (operation === "sendTemplate") return { requestId: `zalomid.${id}` };
  if (operation === "initJourneyToken") return { journeyId: id, token: tokenOfCall(call) };
  const times = { createdAt: String(now), expiredAt: String(now + 7 * day) };
  return { ...times, appId: id, tokenType: "token_logistics_7", oaId: "1" };
}

/** What NXCLOUD would answer, as its documentation shows it. */
export const envelope = (operation: OperationName, call: number, code: number, now: number): string =>
  JSON.stringify(
    code === 0
      ? { code, message: "Success", data: dataOf(operation, call, now) }
      : { code, message: "Từ chối", traceId: `trace-${call}` },
  );
