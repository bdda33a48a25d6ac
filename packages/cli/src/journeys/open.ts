import { createProxyClient, type TokenType } from "@nxzalo/client";
import { type CliContext, printJson } from "../context.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type GatewayFlags, readPairs } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { reportError } from "../report-error.ts";
import { printFields } from "../terminal/table.ts";
import { formatTime } from "../terminal/times.ts";
import { createTokenFile, type TokenFile } from "./token-file.ts";

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

/** Whether the token is in its file; where it cannot be written, that is said, and the journey is still told of. */
async function writeToken(context: CliContext, file: TokenFile, token: string): Promise<boolean> {
  try {
    await file.write(token);
    return true;
  } catch (error) {
    reportError(context, error, { acts: false });
    return false;
  }
}

/** What is printed of a token: where it is, or its beginning. */
function describeToken(
  { t }: CliContext,
  token: string | undefined,
  file: { path: string | undefined; isWritten: boolean },
) {
  if (token === undefined) return t("not shown to this key", "khóa này không được xem");
  if (file.path === undefined) return shorten(token);
  return file.isWritten ? file.path : t("not written", "chưa ghi được");
}

/** Opens a journey. The token goes to a file of its owner alone, which is made before the journey is. */
export async function openJourney(context: CliContext, flags: OpenFlags): Promise<ExitCode> {
  const { t } = context;
  const { phone, tokenType, reference, label, app, tokenTo: path, json } = flags;
  const client = createProxyClient(connect(context, flags));
  const request = { phone, tokenType, reference, labels: readPairs(label), app };
  const file = path === undefined ? undefined : await createTokenFile(path);
  try {
    const { token, ...journey } = await client.initJourneyToken(request);
    const isWritten = file !== undefined && token !== undefined && (await writeToken(context, file, token));
    const isLost = file !== undefined && token !== undefined && !isWritten;
    const code = isLost ? exitCodes.partly : exitCodes.done;
    if (json) {
      printJson(context, { ...journey, tokenFile: isWritten ? path : undefined });
      return code;
    }
    const reused = t("yes: it had been opened before", "có: đã mở trước đó");
    printFields(context, [
      ["journeyId", journey.journeyId],
      ["token", describeToken(context, token, { path, isWritten })],
      [t("phone", "số điện thoại"), journey.phone],
      [t("type", "loại"), journey.tokenType],
      [t("expires", "hết hạn"), formatTime(journey.expiresAt)],
      [t("reused", "dùng lại"), journey.reused ? reused : undefined],
    ]);
    return code;
  } finally {
    file?.close();
  }
}
