import type { Receipt } from "@nxzalo/core";
import type { JourneyService } from "@nxzalo/core/journeys";
import { searchReceiptsInput } from "@nxzalo/core/schemas";
import type { SlowWrongKey } from "../auth/wrong-keys.ts";
import { type ReportSubject, text } from "../http.ts";
import type { ReportFault } from "../logging.ts";
import { maskPeople } from "../people.ts";
import { routeNotFound } from "../problems.ts";
import { createReceiptKeyCheck, receiptsPath } from "../receipts/receipt-key.ts";
import { type ReceiptOptions, receiveReceipt } from "../receipts/receive.ts";
import type { OpenEndpoint } from "../router.ts";
import { requireEveryApp, storedPostRoute } from "./route.ts";

/** What the endpoint of receipts works with. */
interface ReceiptsContext {
  readonly receipts: ReceiptOptions;
  readonly journeys?: JourneyService | undefined;
  readonly reportFault: ReportFault;
  readonly slowWrongKey: SlowWrongKey;
  readonly now: () => number;
}

/** What the report says of a receipt that was taken. */
function describeReceipt(receipt: Receipt): ReportSubject {
  const { remaining, daily } = (receipt.status === "success" && receipt.zalo.quota) || {};
  return {
    receiptStatus: receipt.status,
    quotaRemaining: remaining ?? undefined,
    quotaDaily: daily ?? undefined,
  };
}

/** `POST /v1/receipts/:key`. NXCLOUD reads the status and the word, and sends again what was not accepted. */
export function receiveReceipts(context: ReceiptsContext): OpenEndpoint {
  const { receipts, journeys, reportFault, slowWrongKey, now } = context;
  const isReceiptKey = createReceiptKeyCheck(receipts.keys, now);
  return {
    methods: ["POST"],
    path: receiptsPath,
    respond: async (request, { httpRequestId, values }) => {
      if (!isReceiptKey(values["key"] ?? "")) {
        await slowWrongKey(request.address);
        throw routeNotFound();
      }
      try {
        const receipt = await receiveReceipt(request, receipts, journeys);
        return { ...text(200, "success"), about: describeReceipt(receipt) };
      } catch (error) {
        reportFault(error, httpRequestId);
        return { ...text(500, "error"), error };
      }
    },
  };
}

export const searchReceipts = storedPostRoute({
  path: "/v1/unmatched-receipts/search",
  operation: "searchReceipts",
  scope: "read",
  schema: searchReceiptsInput,
  run: async (context, query) => {
    // It is not known whose application they belong to.
    requireEveryApp(context);
    const { receipts, nextCursor } = await context.journeys.searchReceipts(query);
    return { status: 200, body: { receipts: receipts.map((one) => maskPeople(one)), nextCursor } };
  },
});
