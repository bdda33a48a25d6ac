import { createJourneysClient } from "@nxzalo/client/journeys";
import { type CliContext, print, printJson } from "../context.ts";
import type { GatewayFlags } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { printFields, printTable } from "../terminal/table.ts";
import { formatTime } from "../terminal/times.ts";

/** A stored journey with its messages. */
export async function showJourney(context: CliContext, flags: GatewayFlags, journeyId: string) {
  const { t } = context;
  const journey = await createJourneysClient(connect(context, flags)).find(journeyId);
  if (flags.json) return printJson(context, journey);
  const { cost, messages } = journey;
  printFields(context, [
    ["journeyId", journey.journeyId],
    [t("state", "trạng thái"), journey.state],
    [t("phone", "số điện thoại"), journey.phone],
    [t("reference", "mã đơn"), journey.reference],
    [t("type", "loại"), journey.tokenType],
    [t("created", "tạo lúc"), formatTime(journey.createdAt)],
    [t("expires", "hết hạn"), formatTime(journey.expiresAt)],
    [t("cost", "chi phí"), cost && `${cost.amount} ${cost.currency}`],
  ]);
  if (messages.length === 0) return;
  const columns = [t("MESSAGE", "TIN NHẮN"), t("STATE", "TRẠNG THÁI"), t("SENT", "GỬI LÚC")];
  const rows = messages.map(({ messageId, state, createdAt }) => [messageId ?? "", state, formatTime(createdAt)]);
  print(context, "");
  printTable(context, columns, rows);
}
