import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { createProxyClient, type TokenType } from "@nxzalo/client";
import { type CliContext, print, printJson } from "../context.ts";
import { type GatewayFlags, readPairs } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { formatFields } from "../terminal/table.ts";
import { formatTime } from "../terminal/times.ts";

export interface OpenFlags extends GatewayFlags {
  readonly phone: string;
  readonly tokenType: TokenType;
  readonly reference?: string;
  readonly label?: readonly string[];
  readonly app?: string;
  readonly tokenTo?: string;
}

/** A token is a capability: its beginning tells which one it is. */
const shorten = (token: string) => `${token.slice(0, 8)}…`;

/** Opens a journey once the file of its token has been made: a token that cannot be written would be lost. */
async function openInto<Opened extends { readonly token?: string }>(
  tokenTo: string | undefined,
  open: () => Promise<Opened>,
): Promise<Opened> {
  if (tokenTo === undefined) return open();
  const file = openSync(tokenTo, "wx", 0o600);
  let isWritten = false;
  try {
    const opened = await open();
    if (opened.token !== undefined) writeSync(file, `${opened.token}\n`);
    isWritten = opened.token !== undefined;
    return opened;
  } finally {
    closeSync(file);
    if (!isWritten) rmSync(tokenTo, { force: true });
  }
}

/** Opens a journey, or finds the live one of its reference. The token goes to a file of its owner alone. */
export async function openJourney(context: CliContext, flags: OpenFlags) {
  const { t } = context;
  const { phone, tokenType, reference, label, app, tokenTo, json } = flags;
  const client = createProxyClient(connect(context, flags));
  const request = { phone, tokenType, reference, labels: readPairs(label), app };
  const { token, ...journey } = await openInto(tokenTo, () => client.initJourneyToken(request));
  if (json) return printJson(context, { ...journey, tokenFile: tokenTo });
  const reused = t("yes: it had been opened before", "có: đã mở trước đó");
  print(
    context,
    formatFields([
      ["journeyId", journey.journeyId],
      [
        t("token", "mã token"),
        token === undefined ? t("not shown to this key", "khoá này không được xem") : (tokenTo ?? shorten(token)),
      ],
      [t("phone", "số điện thoại"), journey.phone],
      [t("type", "loại"), journey.tokenType],
      [t("expires", "hết hạn"), formatTime(journey.expiresAt)],
      [t("reused", "dùng lại"), journey.reused ? reused : undefined],
    ]),
  );
}
