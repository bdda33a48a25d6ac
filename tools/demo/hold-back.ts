import { randomInt } from "node:crypto";
import type { TokenReply } from "./request-token.ts";

type Answer = Readonly<Record<string, unknown>> & { readonly issues?: readonly { readonly message: string }[] };

const hourMs = 3_600_000;
/** Of the template that asks for a review, which tools/demo/templates.json lists with tag 2. */
const templateId = "133300";

/** Quiet hours for tag 2 that have begun and go on for a while, so that the show has some at any time of the day. */
export function quietHoursNow(): string {
  const clock = (at: number) => new Date(at).toISOString().slice(11, 16);
  return `2=${clock(Date.now() - hourMs)}-${clock(Date.now() + 8 * hourMs)}@UTC`;
}

async function post({ base, key }: Pick<TokenReply, "base" | "key">, path: string, body: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const response = await fetch(`${base}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  return (await response.json()) as Answer;
}

/** Three messages that do not go out now, each for its reason: its hour, its template, its recipient. */
export async function holdBack(gateway: Pick<TokenReply, "base" | "key">): Promise<void> {
  // Another customer at each start: the list of those who are not written to outlives it.
  const phone = `8491${String(randomInt(10_000_000)).padStart(7, "0")}`;
  const message = { phone, templateId, templateData: { order: "Đơn 45", name: "Anh Bình" } };
  console.log(`\nthree messages that do not go out now, with the template "Mời đánh giá đơn hàng", of tag 2`);

  const held = await post(gateway, "/v1/messages", message);
  console.log(`  held       until ${String(held["sendAt"])}: in its quiet hours a customer is not disturbed`);
  const { state } = await post(gateway, `/v1/messages/${String(held["messageId"])}/cancel`, {});
  console.log(`             ${String(state)} while it waited`);

  const tooLong = { ...message, templateData: { order: "Đơn 45", name: "Nguyễn Thị Thanh Hương, cửa hàng 12" } };
  const refused = await post(gateway, "/v1/messages", tooLong);
  console.log(`  refused    ${String(refused["code"])}: ${refused.issues?.map((issue) => issue.message).join("; ")}`);

  await post(gateway, "/v1/suppressions", { phone, reason: "asked by telephone not to be written to" });
  const suppressed = await post(gateway, "/v1/messages", message);
  console.log(`  suppressed ${String(suppressed["code"])}: ${String(suppressed["hint"])}`);
}
