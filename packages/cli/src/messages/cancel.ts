import { createDeskClient } from "@nxzalo/client/desk";
import { type CliContext, print, printJson } from "../context.ts";
import type { GatewayFlags } from "../flags.ts";
import { connect } from "../profiles/connection.ts";

/** Cancels a message that waits for its time. */
export async function cancelMessage(context: CliContext, flags: GatewayFlags, messageId: string) {
  const cancelled = await createDeskClient(connect(context, flags)).messages.cancel(messageId);
  if (flags.json) return printJson(context, cancelled);
  print(context, context.t(`${messageId} is cancelled`, `đã hủy ${messageId}`));
}
