/** The operations that chaos is run on, by the client's names: one that costs money, and two that are repeatable. */
export type OperationName = "initJourneyToken" | "checkJourneyToken" | "sendTemplate";

const paths: Readonly<Record<string, OperationName>> = {
  "/v1/zalo/initJourneyToken": "initJourneyToken",
  "/v1/zalo/checkJourneyToken": "checkJourneyToken",
  "/v1/zalo/mt": "sendTemplate",
};

/** The phone number that carries a call's number to the server. */
export const phoneOfCall = (call: number): string => `849${String(call).padStart(8, "0")}`;

/** The journey token that carries it where an operation takes no phone number. */
export const tokenOfCall = (call: number): string => `chaos-token-${call}`;

/** What the server answers carries it back: a reply that went to another call is found out. */
export const answerIdOfCall = (call: number): string => `1257624${String(call).padStart(12, "0")}`;

/** Which call a request belongs to; `undefined` where it is none of ours. */
export function callOfRequest(path: string, body: string): { operation: OperationName; call: number } | undefined {
  const operation = Object.hasOwn(paths, path) ? paths[path] : undefined;
  const digits = /"phone":"849(\d{8})"/.exec(body)?.[1] ?? /"journeyToken":"chaos-token-(\d+)"/.exec(body)?.[1];
  return operation && digits ? { operation, call: Number(digits) } : undefined;
}

/**
 * NXCLOUD's codes by what they promise, written down here once more from its documentation and not taken from core: the two must be
 * able to disagree.
 */
export const refusedCodes: readonly number[] = [
  1000, 1001, 1002, 1003, 1004, 1005, 1006, 1100, 1102, 9000, 9002, 9003, 9004, 9005, 9010, 17009, 17010,
];

/** After these the request may or may not have had its effect; the last one is not documented. */
export const unclearCodes: readonly number[] = [-1, 9001, 9999, 12345];
