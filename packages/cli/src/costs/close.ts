import { createDeskClient } from "@nxzalo/client/desk";
import { type CliContext, print, printJson } from "../context.ts";
import type { GatewayFlags } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { formatTime } from "../terminal/times.ts";

export interface CloseFlags extends GatewayFlags {
  readonly month: string;
}

/** Closes a month that is over: what is charged in it later counts in the open one. */
export async function closeMonth(context: CliContext, flags: CloseFlags) {
  const closed = await createDeskClient(connect(context, flags)).costs.close({ month: flags.month });
  if (flags.json) return printJson(context, closed);
  const at = formatTime(closed.closedAt);
  print(context, context.t(`${closed.month} is closed since ${at}`, `${closed.month} đã chốt lúc ${at}`));
}
