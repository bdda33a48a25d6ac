import { call, type TokenReply } from "./request-token.ts";
import type { watchReceipts } from "./watch-receipts.ts";

const updates = ["Đang lấy hàng", "Đang giao"];
/** Each message's success and delivered, and the journey's one acknowledgement. */
const receiptsToCome = updates.length * 2 + 1;

/** Sends two messages on the journey through the gateway, and waits for their receipts to come back to it. */
export async function sendMessages(
  { base, key, journeyId }: TokenReply,
  receipts: ReturnType<typeof watchReceipts>,
): Promise<void> {
  console.log("\ntwo messages on that journey, and their receipts as they come back to the gateway");
  for (const status of updates) {
    const message = { journeyId, templateId: "133214", templateData: { order: "Đơn 42", status } };
    const { requestId } = (await call(base, "/v1/messages", key, message)) as { requestId: string | null };
    console.log(`  message    ${status.padEnd(21)} ${requestId}`);
  }
  const seen = await receipts.first(receiptsToCome);
  const count = (wanted: string) => seen.filter(({ status }) => status === wanted).length;
  console.log(`  in all     ${count("delivered")} × delivered, ${count("journey_acknowledged")} × charged`);
}
