export const languages = ["en", "vi"] as const;

/** What the command line speaks. */
export type Language = (typeof languages)[number];

/** Gives the text of the language that is spoken. */
export type Translate = (en: string, vi: string) => string;

export const translateTo =
  (language: Language): Translate =>
  (en, vi) =>
    language === "vi" ? vi : en;

/** What is typed before `--`, after which nothing is an option. */
export const optionsOf = (inputs: readonly string[]) =>
  inputs.includes("--") ? inputs.slice(0, inputs.indexOf("--")) : inputs;

/** The value of `--language` before arguments are read, since their texts depend on it. */
function askedFor(inputs: readonly string[]): string | undefined {
  const own = optionsOf(inputs);
  const at = own.findIndex((input) => /^--language(=|$)/.test(input));
  return at < 0 ? undefined : own[at] === "--language" ? own[at + 1] : own[at]?.slice("--language=".length);
}

/** By `--language`, or else as the locale says, in POSIX's order of variables. */
export function readLanguage(inputs: readonly string[], env: NodeJS.ProcessEnv): Language {
  const wanted = askedFor(inputs) ?? (env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "");
  return /^vi([_.@-]|$)/i.test(wanted) ? "vi" : "en";
}
