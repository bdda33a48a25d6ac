import { type Application, proposeCompletions } from "@stricli/core";
import { type CliContext, print } from "../context.ts";

/** As each shell reads a proposal with what it means. */
const formats: Readonly<Record<string, (word: string, brief: string) => string>> = {
  bash: (word) => word,
  zsh: (word, brief) => `${word.replaceAll(":", "\\:")}:${brief}`,
  fish: (word, brief) => `${word}\t${brief}`,
};

/** Prints what may follow the words of a command line; the last one is what has been typed of it. */
export async function complete(
  app: Application<CliContext>,
  [shell = "bash", ...words]: readonly string[],
  context: CliContext,
): Promise<void> {
  const format = formats[shell] ?? formats["bash"];
  const [, option = "", value] = /^(--[^=]+=)(.*)$/s.exec(words.at(-1) ?? "") ?? [];
  const read = value === undefined ? words : [...words.slice(0, -1), option.slice(0, -1), value];
  for (const { completion, brief } of await proposeCompletions(app, read, context))
    if (format) print(context, format(option + completion, brief));
}
