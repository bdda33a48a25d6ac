import type { Translate } from "./language.ts";

/** A call as one would type it, and what it does. */
export type Example = readonly [call: string, what: string];

/** What `--help` says of a command, its examples with it. */
export function documented(t: Translate, brief: string, examples: readonly Example[], more?: string) {
  const shown = examples.map(([call, what]) => `  ${call}\n    ${what}`);
  const text = [brief, ...(more === undefined ? [] : ["", more]), "", t("EXAMPLES", "VÍ DỤ"), ...shown];
  return { brief, fullDescription: text.join("\n") };
}
