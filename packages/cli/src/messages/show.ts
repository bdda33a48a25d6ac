import { createDeskClient } from "@nxzalo/client/desk";
import { type CliContext, print, printJson } from "../context.ts";
import type { GatewayFlags } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { printFields, printTable } from "../terminal/table.ts";
import { formatTime } from "../terminal/times.ts";
import { reasonOf } from "./reason.ts";

/** A message with its attempts and receipts: did it arrive, and if not, why. */
export async function showMessage(context: CliContext, flags: GatewayFlags, messageId: string) {
  const { t } = context;
  const message = await createDeskClient(connect(context, flags)).messages.find(messageId);
  if (flags.json) return printJson(context, message);
  const { cost, attempts, receipts, journey } = message;
  const reason = reasonOf(context, message);
  printFields(context, [
    ["messageId", message.messageId],
    [t("state", "trạng thái"), message.state],
    [t("why", "lý do"), reason?.why],
    [t("what to do", "cần làm"), reason?.hint],
    [t("phone", "số điện thoại"), message.phone ?? undefined],
    [t("reference", "mã đơn"), message.reference],
    [t("template", "mẫu tin"), message.templateId],
    [t("asked by", "bên yêu cầu"), message.caller ?? undefined],
    [t("created", "tạo lúc"), formatTime(message.createdAt)],
    [t("to be sent", "sẽ gửi lúc"), message.state === "scheduled" ? formatTime(message.sendAt) : undefined],
    ["journeyId", journey?.journeyId],
    [t("cost", "chi phí"), cost && `${cost.amount} ${cost.currency}`],
  ]);
  const tables = [
    {
      columns: [t("ATTEMPT", "LẦN"), t("STATE", "TRẠNG THÁI"), t("AT", "LÚC"), "requestId"],
      rows: attempts.map((one) => [String(one.attempt), one.state, formatTime(one.attemptedAt), one.requestId ?? ""]),
    },
    {
      columns: [t("RECEIPT", "BÁO NHẬN"), t("AT", "LÚC")],
      rows: receipts.map(({ receipt, receivedAt }) => [String(receipt["status"] ?? ""), formatTime(receivedAt)]),
    },
  ];
  for (const { columns, rows } of tables.filter((table) => table.rows.length > 0)) {
    print(context, "");
    printTable(context, columns, rows);
  }
}
