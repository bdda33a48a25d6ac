import { type CostGroupBy, createDeskClient } from "@nxzalo/client/desk";
import { type CliContext, printJson, say, withoutSecrets } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { GatewayFlags } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { printTable } from "../terminal/table.ts";
import { type PeriodFlags, readPeriod } from "./period.ts";

export interface CostsFlags extends GatewayFlags, PeriodFlags {
  readonly groupBy?: string;
  readonly csv: boolean;
}

/** What a month cost, by NXCLOUD's receipts; as a table, as CSV for a spreadsheet, or as JSON. */
export async function readCosts(context: CliContext, flags: CostsFlags) {
  const { t, process, language } = context;
  if (flags.csv && flags.json)
    throw new CommandError(t("--csv or --json, not both", "--csv hoặc --json, không dùng cả hai"), exitCodes.usage);
  const query = { ...readPeriod(t, flags), groupBy: flags.groupBy as CostGroupBy | undefined };
  const { costs } = createDeskClient(connect(context, flags));
  if (flags.csv) {
    process.stdout.write(withoutSecrets(context, await costs.table({ ...query, language })));
    return;
  }
  const found = await costs.read(query);
  if (flags.json) return printJson(context, found);
  const right = { align: "right" } as const;
  const columns = [
    flags.groupBy ?? "",
    { heading: t("JOURNEYS", "HÀNH TRÌNH"), ...right },
    { heading: t("MESSAGES", "TIN NHẮN"), ...right },
    { heading: t("AMOUNT", "SỐ TIỀN"), ...right },
    "",
  ];
  const cells = (key: string, { journeys, messages, amount, currency }: (typeof found.total)[number]) => [
    key,
    String(journeys),
    String(messages),
    amount,
    currency,
  ];
  const rows =
    flags.groupBy === undefined ? [] : found.rows.map((row) => cells(row.key ?? t("(none)", "(không có)"), row));
  const totals = found.total.map((total) => cells(t("total", "tổng"), total));
  printTable(context, columns, [...rows, ...totals]);
  const { journeys, messages, estimate } = found.uncharged;
  if (journeys + messages === 0) return;
  const about =
    estimate?.map(({ amount, currency }) => `${amount} ${currency}`).join(" + ") ??
    t("price not known", "chưa biết giá");
  say(
    context,
    t(
      `not charged so far: ${journeys} journeys, ${messages} messages (${about})`,
      `chưa bị tính tiền: ${journeys} hành trình, ${messages} tin nhắn (${about})`,
    ),
  );
}
