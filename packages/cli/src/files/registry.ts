import type { MessageOptions } from "@nxzalo/batch/files";
import { isNxZaloError } from "@nxzalo/client";
import { createDeskClient, type Template } from "@nxzalo/client/desk";
import { errorText } from "@nxzalo/core/vi";
import { type CliContext, say } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { GatewayFlags } from "../flags.ts";
import { connect } from "../profiles/connection.ts";

/** The approved templates; null where this key may not read them. */
async function readTemplates(context: CliContext, flags: GatewayFlags): Promise<readonly Template[] | null> {
  try {
    return (await createDeskClient(connect(context, flags)).templates()).templates;
  } catch (error) {
    if (!isNxZaloError(error)) throw error;
    if (error.code === "forbidden") return null;
    if (error.kind !== "transport" && error.kind !== "response" && !error.retryable) throw error;
    // Nothing was asked for yet. Without the registry the rows could become other messages than an earlier run has made of them.
    const { t, language } = context;
    throw new CommandError(
      `${t("the gateway's templates could not be read", "không đọc được danh sách mẫu tin của gateway")}: ${language === "vi" ? errorText(error.code) : error.message}`,
      exitCodes.unreachable,
    );
  }
}

/**
 * The gateway's registry of templates, by whose entries dates and amounts are rewritten, and unknown variables refused. What it cannot say is
 * said, and the columns are taken as they stand.
 */
export async function readRegistry(
  context: CliContext,
  flags: GatewayFlags & { readonly template?: string },
): Promise<MessageOptions["templates"]> {
  const { t } = context;
  const templates = await readTemplates(context, flags);
  const find = (templateId: string) => templates?.find(({ id }) => id === templateId);
  const asTheyStand = t("variables are taken as they stand", "các biến được giữ nguyên như trong tệp");
  if (templates === null)
    say(context, `${t("this key may not read the templates", "khóa này không được đọc mẫu tin")}: ${asTheyStand}`);
  else if (templates.length === 0)
    say(
      context,
      `${t("the gateway has no registry of templates", "gateway không có danh sách mẫu tin")}: ${asTheyStand}`,
    );
  else if (flags.template !== undefined && find(flags.template) === undefined)
    say(
      context,
      `${t(`template ${flags.template} is not in the gateway's registry`, `mẫu ${flags.template} không có trong danh sách mẫu tin của gateway`)}: ${asTheyStand}`,
    );
  return { find };
}
