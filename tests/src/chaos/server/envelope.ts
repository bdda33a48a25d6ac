import { answerIdOfCall, type OperationName, tokenOfCall } from "../call-id.ts";

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
