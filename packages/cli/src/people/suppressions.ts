import { createDeskClient, type SuppressionScope, type SuppressionSource } from "@nxzalo/client/desk";
import { type CliContext, print, printJson, say } from "../context.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { GatewayFlags } from "../flags.ts";
import { reasonOf } from "../messages/reason.ts";
import { connect } from "../profiles/connection.ts";
import { printTable } from "../terminal/table.ts";
import { formatTime } from "../terminal/times.ts";

export interface ListSuppressionsFlags extends GatewayFlags {
  readonly phone?: string;
  readonly source?: SuppressionSource;
  readonly app?: string;
  readonly limit?: number;
  readonly next?: string;
}

export interface SuppressFlags extends GatewayFlags {
  readonly reason: string;
  readonly scope?: string;
  readonly until?: string;
  readonly app?: string;
}

export interface LiftFlags extends GatewayFlags {
  readonly scope?: string;
  readonly source?: SuppressionSource;
  readonly app?: string;
}

/** Who is not written to, since when, why and until when. */
export async function listSuppressions(context: CliContext, flags: ListSuppressionsFlags) {
  const { t } = context;
  const { phone, source, app, limit, next } = flags;
  const { suppressions: client } = createDeskClient(connect(context, flags));
  const page = await client.search({ phone, source, app, limit, cursor: next });
  if (flags.json) return printJson(context, page);
  const headings = [t("SINCE", "TỪ"), t("UNTIL", "ĐẾN"), t("PHONE", "SỐ"), t("SCOPE", "PHẠM VI")];
  const columns = [...headings, t("BY", "DO"), t("WHY", "LÝ DO")];
  const rows = page.suppressions.map((one) => [
    formatTime(one.createdAt),
    formatTime(one.expiresAt),
    one.phone ?? "",
    one.scope,
    one.caller ?? one.source,
    reasonOf(context, one)?.why ?? one.reason ?? "",
  ]);
  if (rows.length > 0) printTable(context, columns, rows);
  else say(context, t("none", "không có"));
  const { nextCursor } = page;
  if (nextCursor !== null) say(context, t(`more: --next ${nextCursor}`, `còn nữa: --next ${nextCursor}`));
}

/** Stops messages to a person until they are lifted, or until a time. */
export async function addSuppression(context: CliContext, flags: SuppressFlags, phone: string) {
  const { t } = context;
  const { reason, until, app } = flags;
  const scope = flags.scope as SuppressionScope | undefined;
  const { suppressions } = createDeskClient(connect(context, flags));
  const added = await suppressions.add({ phone, reason, scope, until, app });
  if (flags.json) return printJson(context, added);
  const { phone: shown, scope: stopped, expiresAt } = added;
  const end = expiresAt && t(` until ${formatTime(expiresAt)}`, ` đến ${formatTime(expiresAt)}`);
  print(context, `${shown}: ${t("is not written to", "bị chặn gửi")} (${stopped})${end ?? ""}`);
}

/** Lets messages to a person out again. */
export async function liftSuppressions(context: CliContext, flags: LiftFlags, phone: string): Promise<ExitCode> {
  const { t } = context;
  const { source, app } = flags;
  const scope = flags.scope as SuppressionScope | undefined;
  const { suppressions } = createDeskClient(connect(context, flags));
  const { removed } = await suppressions.remove({ phone, scope, source, app });
  if (flags.json) printJson(context, { removed });
  else if (removed > 0) print(context, t(`${removed} lifted`, `đã bỏ chặn ${removed}`));
  else say(context, t("nothing stops messages to this number", "không có gì chặn số này"));
  return removed > 0 ? exitCodes.done : exitCodes.failed;
}
