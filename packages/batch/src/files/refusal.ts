import { ConfigError, InputError, type Issue } from "@nxzalo/core/errors";
import type { CodedIssue } from "@nxzalo/core/internal";

/** What is wrong with a file, a column or a cell: its code has a meaning and a Vietnamese text in core. */
export interface FileIssue extends CodedIssue {
  /** The sheets or the headings that there are, where one is named that is not. */
  readonly choices?: readonly string[] | undefined;
}

/** One thing that is wrong. */
export const issue = (code: FileIssue["code"], message: string, path: Issue["path"] = []): FileIssue => ({
  path,
  message,
  code,
});

/** A number as long as a phone's, however it is written. */
const phoneLike = /\d(?:[ .\-()]{0,2}\d){7,}/;

/** The headings that a refusal may name: a first row with a phone in it is a customer's, of which it shows nothing. */
export const shownHeadings = (headings: readonly string[]): readonly string[] =>
  headings.some((name) => phoneLike.test(name)) ? [] : headings.filter((name) => name !== "");

/** The same in words. */
export const listHeadings = (shown: readonly string[]): string =>
  shown.join(", ") || "none (the row of the headings has none, or holds a phone number)";

const most = 20;

/** Where something is wrong: a column, a setting, or, by its number, a row. */
const placeOf = (path: Issue["path"]) => `${typeof path[0] === "number" ? "row " : ""}${path.join(".")}` || "it";

const describe = (issues: readonly FileIssue[]) => {
  const shown = issues.slice(0, most).map(({ path, message }) => `${placeOf(path)} ${message}`);
  return shown.concat(issues.length > most ? [`these are ${most} of ${issues.length}`] : []).join("; ");
};

/** One error for what is wrong with a file, of the first 20 things. */
export const fileError = (...issues: readonly FileIssue[]): InputError =>
  new InputError(`The file cannot be read: ${describe(issues)}`, {
    code: "input_invalid",
    outcome: "not_sent",
    issues: issues.slice(0, most),
  });

/** One error for what is wrong with options or a mapping, of the first 20 things. */
export const settingError = (...issues: readonly FileIssue[]): ConfigError =>
  new ConfigError(`The configuration is not usable: ${describe(issues)}`, {
    code: "config_invalid",
    outcome: "not_sent",
    issues: issues.slice(0, most),
  });

/** @throws ConfigError `option_unknown` for each option that does not exist: a misspelt one would silently mean its default. */
export function refuseUnknownOptions(given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const message = `is not a known option: there are ${known.join(", ")}`;
  throw settingError(...unknown.map((name) => issue("option_unknown", message, [name])));
}
