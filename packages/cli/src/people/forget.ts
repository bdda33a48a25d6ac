import { createJourneysClient } from "@nxzalo/client/journeys";
import { type CliContext, print, printJson } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { GatewayFlags } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { askLine } from "../terminal/read-secret.ts";

export interface ForgetFlags extends GatewayFlags {
  readonly yes: boolean;
}

/** Deletes all that is stored of a person, once that has been confirmed. */
export async function forgetPerson(context: CliContext, flags: ForgetFlags, phone: string) {
  const { t, process } = context;
  const client = createJourneysClient(connect(context, flags));
  if (!flags.yes) {
    if (!process.stdin.isTTY)
      throw new CommandError(
        t("without a terminal, --yes confirms it", "không có terminal, cần --yes để xác nhận"),
        exitCodes.usage,
      );
    const question = t(
      `Delete all that is stored of ${phone}? (yes/no) `,
      `Xóa mọi thứ đã lưu của ${phone}? (yes/no) `,
    );
    if ((await askLine(context, question)).trim() !== "yes")
      throw new CommandError(t("nothing was deleted", "không xóa gì"), exitCodes.failed);
  }
  const { journeys } = await client.forget({ phone });
  if (flags.json) return printJson(context, { journeys });
  print(
    context,
    t(`deleted ${journeys} journeys with their messages`, `đã xóa ${journeys} hành trình cùng các tin nhắn`),
  );
}
