import { buildChoiceParser, buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { type CommonFlags, commonFlags } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import { type Shell, shells } from "./scripts.ts";

export const completionCommands = (t: Translate) => ({
  completion: buildCommand<CommonFlags, [Shell], CliContext>({
    loader: async () => asCommand((await import("./print-script.ts")).printScript),
    parameters: {
      flags: commonFlags(t),
      positional: {
        kind: "tuple",
        parameters: [
          {
            parse: buildChoiceParser(shells),
            proposeCompletions: (partial) => shells.filter((shell) => shell.startsWith(partial)),
            brief: shells.join(", "),
            placeholder: "shell",
          },
        ],
      },
    },
    docs: documented(t, t("Print what makes a shell complete commands", "In đoạn mã để shell tự hoàn thành lệnh"), [
      [
        "source <(nxzalo completion bash)",
        t("in ~/.bashrc; zsh likewise, after compinit", "trong ~/.bashrc; zsh cũng vậy, sau compinit"),
      ],
      ["nxzalo completion fish > ~/.config/fish/completions/nxzalo.fish", t("for fish", "cho fish")],
    ]),
  }),
});
