import { zaloCode } from "@nxzalo/core";
import type { MessageView, Money } from "@nxzalo/core/journeys";
import type { ReceiptFacts } from "./receipt-facts.ts";

/** A receipt's facts, with what tells it apart from others. */
export interface KeptFacts extends ReceiptFacts {
  readonly receiptId: string;
}

/** The first by its own time; where two have the same one, always the same of them. */
function firstOf(receipts: readonly KeptFacts[]): KeptFacts | undefined {
  const timeOf = ({ at }: KeptFacts) => at ?? Number.POSITIVE_INFINITY;
  const isBefore = (one: KeptFacts, other: KeptFacts) =>
    timeOf(one) < timeOf(other) || (timeOf(one) === timeOf(other) && one.receiptId < other.receiptId);
  return receipts.reduce<KeptFacts | undefined>(
    (first, next) => (first === undefined || isBefore(next, first) ? next : first),
    undefined,
  );
}

const firstWith = (receipts: readonly KeptFacts[], status: string) =>
  firstOf(receipts.filter((receipt) => receipt.status === status));

const dated = (name: string, receipt: KeptFacts | undefined) =>
  receipt?.at == null ? {} : { [name]: new Date(receipt.at) };

/** What a set of receipts says of a message, however often and in whichever order they came. */
export function progressOf(
  receipts: readonly KeptFacts[],
  isAccepted: boolean,
): Pick<MessageView, "state" | "sentAt" | "deliveredAt" | "failure"> {
  const [sent, delivered, failed] = ["success", "delivered", "failed"].map((status) => firstWith(receipts, status));
  const state = delivered
    ? "delivered"
    : failed
      ? "failed"
      : sent
        ? "sent"
        : isAccepted || receipts.length > 0
          ? "accepted"
          : "unknown";
  const { code, meaning, hint } = zaloCode(failed?.zaloCode ?? 0);
  return {
    state,
    ...dated("sentAt", sent),
    ...dated("deliveredAt", delivered),
    ...(state === "failed" && failed?.zaloCode !== undefined && { failure: { code, meaning, hint } }),
  };
}

/** What a journey costs: what its acknowledgement says, once, whatever other receipts tell. */
export const costOf = (receipts: readonly KeptFacts[]): Money | undefined =>
  firstOf(receipts.filter(({ status, cost }) => cost && status === "journey_acknowledged"))?.cost;
