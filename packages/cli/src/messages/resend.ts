import { createDeskClient } from "@nxzalo/client/desk";
import { type CliContext, printJson, say } from "../context.ts";
import type { GatewayFlags } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { safeText } from "../terminal/safe-text.ts";
import { reasonOf } from "./reason.ts";
import { printSent, readTemplateData } from "./send.ts";

export interface ResendFlags extends GatewayFlags {
  readonly phone?: string;
  readonly data?: readonly string[];
  readonly dataFile?: string;
  readonly force: boolean;
}

/** Sends a stored message again, by a person's decision. */
export async function resendMessage(context: CliContext, flags: ResendFlags, messageId: string) {
  const { phone, data, dataFile, force, json } = flags;
  const templateData = data || dataFile ? readTemplateData(context, dataFile, data) : undefined;
  const changes = { phone, templateData, ...(force && { force }) };
  const sent = await createDeskClient(connect(context, flags)).messages.resend(messageId, changes);
  if (json) return printJson(context, sent);
  printSent(context, sent);
  const passedOver = context.t(
    "although a receipt had stopped messages to them",
    "dù báo nhận đã chặn gửi tới người này",
  );
  for (const { scope, zaloError } of sent.passedOver ?? [])
    say(context, safeText(`${passedOver} (${scope}): ${reasonOf(context, { zaloError })?.why}`));
}
