import type { Receipt } from "@nxzalo/core";
import { toReceiptEventId } from "@nxzalo/core/internal";
import type { BudgetReached } from "@nxzalo/core/journeys";
import type { EventRecord, ReceiptEvents } from "../store/events.ts";
import type { KnownMessage, Quota } from "../store/records.ts";
import { toUndeliverable, type Undeliverable } from "../store/undeliverable.ts";
import { dayOf } from "../store/vietnam-time.ts";
import type { ServiceContext } from "./context.ts";
import { isWanted } from "./event-targets.ts";

/** The event that a message is undeliverable, for the transaction that settles it. */
export const undeliverableEvent = (
  context: Pick<ServiceContext, "events" | "now">,
  message: Pick<KnownMessage, "messageId" | "appIndex" | "phoneIndex">,
  why: Undeliverable,
): EventRecord | undefined =>
  isWanted(context, "message.undeliverable") ? toUndeliverable(message, why, context.now()) : undefined;

const quotaPercents = [20, 5] as const;

/** That little of a day's quota is left: once for each of these parts. */
function quotaEvents(quota: Quota | undefined, at: number): ReceiptEvents["quota"] {
  if (!quota) return [];
  const { remaining, daily } = quota;
  const day = dayOf(at);
  const reached = quotaPercents.filter((percent) => remaining * 100 <= daily * percent);
  return reached.map((percent) => ({
    idOf: `quota_${day}_${percent}`,
    type: "quota.low",
    facts: { day, percent, remaining, daily },
  }));
}

/** What is delivered of a receipt, where something takes it. */
export function receiptEvents(
  context: ServiceContext,
  receipt: Receipt,
  {
    verified,
    quota,
    at,
  }: { readonly verified: boolean | null; readonly quota: Quota | undefined; readonly at: number },
): ReceiptEvents | undefined {
  const type = `receipt.${receipt.status}`;
  const events: ReceiptEvents = {
    receipt: isWanted(context, type) ? { eventId: toReceiptEventId(receipt), type, facts: { verified } } : undefined,
    undeliverable: isWanted(context, "message.undeliverable"),
    quota: isWanted(context, "quota.low") ? quotaEvents(quota, at) : [],
  };
  return events.receipt || events.undeliverable || events.quota.length > 0 ? events : undefined;
}

/** That a month's budget is reached: another budget of the same month is another event. */
export function budgetEvent(reached: BudgetReached, createdAt: number): EventRecord {
  const none = { messageId: null, receiptId: null, appIndex: null, phoneIndex: null };
  const { month, percent, budget } = reached;
  // No point stands in an id: it is what divides the text that is signed.
  const eventId = `budget_${month}_${percent}_${budget.amount.replace(".", "-")}_${budget.currency}`;
  return { eventId, type: "budget.reached", ...none, orderedBy: "budget", createdAt, facts: { ...reached } };
}
