import type { Receipt } from "@nxzalo/core";

/** Zalo's word for a journey token that is not found, not valid or over. */
const deadTokens = new Set([-148, -149, -150]);

/** The journey whose token a receipt declares dead; `undefined` where it does not. A refused check never says so. */
export function endsToken(receipt: Receipt): string | undefined {
  if (receipt.status === "journey_time_out") return receipt.journeyId;
  if (receipt.status !== "failed" || !deadTokens.has(receipt.zalo.error ?? 0)) return undefined;
  const { journeyId } = receipt.raw as { journeyId?: unknown };
  return typeof journeyId === "string" ? journeyId : undefined;
}
