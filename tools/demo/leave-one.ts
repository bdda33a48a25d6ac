import { phoneForZaloCode } from "@nxzalo/sandbox";
import { call, type TokenReply } from "./request-token.ts";
import type { watchReceipts } from "./watch-receipts.ts";

const reference = "Đơn 46";

/** Leaves a message that did not arrive for who opens the console: to be found, understood, and sent again to the right number. */
export async function leaveOne(
  { base, key }: Pick<TokenReply, "base" | "key">,
  receipts: ReturnType<typeof watchReceipts>,
): Promise<void> {
  const phone = phoneForZaloCode(-114);
  const parcel = { phone, tokenType: "token_logistics_7", reference };
  const content = { templateId: "133214", templateData: { order: reference, status: "Đang giao" } };
  const before = receipts.count();
  await call(base, "/v1/messages", key, { ...parcel, ...content });
  await receipts.untilSeen(before + 1);
  console.log(`\nthe message for "${reference}" did not arrive either; this one is left for you, in the console
  find       ${phone.slice(-4)}, as the customer on the line says it: why, and what to do
  correct    and send it again, to 0987 654 321`);
}
