import { acknowledged, delivered, failed, type ReceiptBody, success, unheardOf } from "./bodies.ts";
import type { AcceptedMessage } from "./message.ts";

const extraFields = { partnerId: "42", extra: { nested: [1, null, { deep: true }] } };

/** The receipts of a message, in the order in which they are posted. */
export function planReceipts(message: AcceptedMessage, isFirstOfJourney: boolean): readonly ReceiptBody[] {
  const { zaloCode, behaviour, journey } = message;
  if (zaloCode !== undefined) return [failed(message, zaloCode)];
  const plan = [
    success(message),
    ...(journey && isFirstOfJourney && behaviour !== "unacknowledged" ? [acknowledged(message, journey)] : []),
    ...(behaviour === "undelivered" ? [] : [delivered(message)]),
  ];
  switch (behaviour) {
    case "duplicates":
      return plan.flatMap((body) => [body, body]);
    case "shuffled":
      return plan.reverse();
    case "silent":
      return [];
    case "unknown-status":
      return [...plan, unheardOf(message)];
    case "extra-fields":
      return plan.map((body) => ({ ...body, ...extraFields }));
    default:
      return plan;
  }
}
