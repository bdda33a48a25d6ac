import { parseReceipt, type Receipt } from "@nxzalo/core";
import type { Money } from "@nxzalo/core/journeys";
import { moneyOf } from "./money.ts";

/** What a receipt says, as far as it is counted on: also one that lacks what its status has to carry. */
export interface ReceiptFacts {
  readonly status: string;
  readonly requestId: string | null;
  readonly journeyId: string | null;
  readonly ext: unknown;
  /** When it happened, where the receipt says so. */
  readonly at: number | null;
  readonly zaloCode: number | undefined;
  readonly cost: Money | undefined;
}

const idOf = (value: unknown): string | null =>
  (typeof value === "string" && value !== "") || Number.isSafeInteger(value) ? String(value) : null;

/** Zalo's code, as a number or as its text. */
function zaloCodeOf(result: unknown): number | undefined {
  const { error } = (result ?? {}) as { error?: unknown };
  const code = typeof error === "string" && /^-?\d{1,9}$/.test(error) ? Number(error) : error;
  return Number.isSafeInteger(code) ? (code as number) : undefined;
}

function timeOf(receipt: Receipt): number | null {
  if (receipt.status === "journey_acknowledged") return receipt.acknowledgedAt.getTime();
  return "sentAt" in receipt ? (receipt.sentAt?.getTime() ?? null) : null;
}

export function factsOf(receipt: Receipt): ReceiptFacts {
  const { raw } = receipt;
  return {
    status: typeof raw["status"] === "string" ? raw["status"] : "",
    requestId: idOf(raw["requestId"]),
    journeyId: idOf(raw["journeyId"]),
    ext: raw["ext"],
    at: timeOf(receipt),
    zaloCode: raw["status"] === "failed" ? zaloCodeOf(raw["zaloRes"]) : undefined,
    cost: moneyOf(raw["cost"]),
  };
}

/** Zalo's word for a journey token that is not found, not valid or over. A refused check says nothing of the kind. */
const deadTokens = new Set([-148, -149, -150]);

/** Whether it says that a journey's token is over. */
export const endsJourney = ({ status, zaloCode }: ReceiptFacts): boolean =>
  status === "journey_time_out" || (zaloCode !== undefined && deadTokens.has(zaloCode));

/** The facts of a receipt as it was kept. */
export const factsOfRaw = (raw: unknown): ReceiptFacts => factsOf(parseReceipt(raw));
