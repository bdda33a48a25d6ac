import { zaloCode } from "@nxzalo/core";
import type { MessageDetails, MessagePage } from "@nxzalo/core/journeys";
import { phoneForZaloCode } from "@nxzalo/sandbox";
import { call, type TokenReply } from "./request-token.ts";
import type { watchReceipts } from "./watch-receipts.ts";

const content = { templateId: "133214", templateData: { order: "Đơn 43", status: "Đang giao" } };
/** Its customer wrote a number that Zalo does not reach. Of a -118 the same number would not be written to for a day. */
const wrongParcel = { phone: phoneForZaloCode(-114), tokenType: "token_logistics_7", reference: "Đơn 43" };
const rightPhone = "84987654321";
/** A success, a delivery, and the charge of the new journey. */
const receiptsToCome = 3;

/** Has a message fail, asks the gateway what failed and why, and sends it again to the right phone. */
export async function sendAgain(
  { base, key }: Pick<TokenReply, "base" | "key">,
  receipts: ReturnType<typeof watchReceipts>,
): Promise<void> {
  console.log(`\na message for "${wrongParcel.reference}", whose customer wrote a wrong number`);
  const before = receipts.count();
  const { messageId } = (await call(base, "/v1/messages", key, { ...wrongParcel, ...content })) as {
    messageId: string;
  };
  await receipts.untilSeen(before + 1);
  const failed = { state: "failed", reference: wrongParcel.reference, limit: 1 };
  const { messages } = (await call(base, "/v1/messages/search", key, failed)) as MessagePage;
  const { meaning, hint } = zaloCode(messages[0]?.zaloError ?? 0);
  console.log(`
what failed: POST /v1/messages/search ${JSON.stringify(failed)}
  message    ${messages[0]?.messageId} to ${messages[0]?.phone}
  why        ${messages[0]?.zaloError}: ${meaning}
  what to do ${hint}

sent again to the number that the customer has given now: POST /v1/messages/${messageId}/resend`);
  const { templateData } = content;
  await call(base, `/v1/messages/${messageId}/resend`, key, { phone: rightPhone, templateData });
  await receipts.untilSeen(before + 1 + receiptsToCome);
  const { state, attempts } = (await call(base, `/v1/messages/${messageId}`, key)) as MessageDetails;
  console.log(`  state      ${state}, by attempt ${attempts.length}`);
}
