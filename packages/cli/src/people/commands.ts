import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { argument, gatewayFlags, switchFlag } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import type { ForgetFlags } from "./forget.ts";

export const peopleCommands = (t: Translate) => ({
  forget: buildCommand<ForgetFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./forget.ts")).forgetPerson, { acts: true }),
    parameters: {
      flags: { ...gatewayFlags(t), yes: switchFlag(t("Do not ask", "Không hỏi lại")) },
      positional: { kind: "tuple", parameters: [argument(t("The person's number", "Số của người đó"), "phone")] },
    },
    docs: documented(t, t("Delete all that is stored of a person", "Xoá mọi thứ đã lưu của một người"), [
      ["nxzalo forget 84912345678", t("asks once more before it does", "hỏi lại trước khi xoá")],
    ]),
  }),
});
