import { createProxyClient } from "@nxzalo/client";
import { type CliContext, printJson } from "../context.ts";
import type { GatewayFlags } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { readSecret } from "../terminal/read-secret.ts";
import { printFields } from "../terminal/table.ts";
import { formatTime } from "../terminal/times.ts";

export interface CheckFlags extends GatewayFlags {
  readonly app?: string;
}

/** Asks NXCLOUD what a token is; the token comes by stdin or is typed unseen. */
export async function checkJourney(context: CliContext, flags: CheckFlags) {
  const { t } = context;
  const client = createProxyClient(connect(context, flags));
  const journeyToken = await readSecret(context, t("Journey token (not shown): ", "Token hành trình (không hiện): "));
  const state = await client.checkJourneyToken({ journeyToken, app: flags.app });
  if (flags.json) return printJson(context, state);
  printFields(context, [
    [t("type", "loại"), state.tokenType],
    [t("created", "tạo lúc"), formatTime(state.createdAt)],
    [t("expires", "hết hạn"), formatTime(state.expiresAt)],
    ["appId", state.appId],
    ["oaId", state.oaId],
  ]);
}
