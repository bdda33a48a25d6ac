import { createDeskClient } from "@nxzalo/client/desk";
import { type CliContext, print, printJson, say } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { type FileFlags, openRows } from "../files/open-file.ts";
import { type GatewayFlags, readPairs } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { printTable } from "../terminal/table.ts";
import { formatTime } from "../terminal/times.ts";
import { type PeriodFlags, readPeriod } from "./period.ts";
import { readStatement } from "./statement.ts";

export interface ReconcileFlags extends GatewayFlags, PeriodFlags, FileFlags {
  readonly columns?: readonly string[];
}

/** Holds NXCLOUD's statement against what was charged; ends with 1 where they differ. */
export async function reconcileCosts(context: CliContext, flags: ReconcileFlags, file: string) {
  const { t } = context;
  const { rows, rowsWithoutId } = await readStatement(
    context,
    await openRows(context, file, flags),
    readPairs(t, "--columns", flags.columns),
  );
  const result = await createDeskClient(connect(context, flags)).costs.reconcile({ ...readPeriod(t, flags), rows });
  const { same, onlyOurs, onlyTheirs, otherPrice } = result;
  const isSame = onlyOurs.length + onlyTheirs.length + otherPrice.length === 0;
  if (flags.json) {
    printJson(context, { ...result, rowsWithoutId });
    return isSame ? exitCodes.done : exitCodes.failed;
  }
  const columns = ["ID", t("WHAT", "LỆCH GÌ"), t("OURS", "Ở ĐÂY"), t("THEIRS", "NXCLOUD"), t("AT", "LÚC")];
  const differences = [
    ...onlyOurs.map((one) => [
      one.journeyId ?? one.requestId ?? "",
      t("not on the statement", "không có trong bảng kê"),
      `${one.amount} ${one.currency}`,
      "",
      formatTime(one.chargedAt),
    ]),
    ...onlyTheirs.map((one) => [
      one.id,
      t("not charged here", "không có ở đây"),
      "",
      `${one.amount} ${one.currency}`,
      one.time,
    ]),
    ...otherPrice.map(({ ours, theirs }) => [
      theirs.id,
      t("another price", "khác giá"),
      `${ours.amount} ${ours.currency}`,
      `${theirs.amount} ${theirs.currency}`,
      theirs.time,
    ]),
  ];
  if (!isSame) printTable(context, columns, differences);
  print(
    context,
    t(`${same.length} agree, ${differences.length} differ`, `${same.length} khớp, ${differences.length} lệch`),
  );
  if (rowsWithoutId > 0)
    say(
      context,
      t(
        `rows without an id, such as totals, that were left out: ${rowsWithoutId}`,
        `số dòng không có mã, như dòng tổng, đã bỏ qua: ${rowsWithoutId}`,
      ),
    );
  return isSame ? exitCodes.done : exitCodes.failed;
}
