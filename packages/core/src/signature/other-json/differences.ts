import { isNumber, isString, tokensOf } from "./json-node.ts";
import type { JsonStyle, Layout, NumberForm } from "./write-node.ts";

/** How each character of a text's strings is spelled: `/` as `/` or as `\/`. */
function spellingsOf(strings: readonly string[]): Map<string, string> {
  const spellings = new Map<string, string>();
  for (const string of strings)
    for (const [spelling] of string.slice(1, -1).matchAll(/\\u[\da-fA-F]{4}|\\?[\s\S]/g))
      spellings.set(spelling.startsWith("\\") ? JSON.parse(`"${spelling}"`) : spelling, spelling);
  return spellings;
}

/** Only what cannot be part of a name, a number or a token is quoted. */
const isQuotable = (character: string) => character < "\x80" && !/[\da-zA-Z]/.test(character);

/** How a group of characters is spelled, in words. */
function wordsFor(spellings: readonly string[]): string {
  const hex = spellings
    .filter((spelling) => spelling.startsWith("\\u"))
    .join("")
    .replaceAll("\\u", "");
  if (hex === "") return "as themselves";
  return `as \`\\uXXXX\`${/[A-F]/.test(hex) ? " in upper case" : ""}`;
}

/** What is spelled otherwise in the signed text than in the sent one. */
function escapeDifferences(sent: readonly string[], signed: readonly string[]): string[] {
  const before = spellingsOf(sent);
  const changed = [...spellingsOf(signed)].filter(([character, spelling]) => before.get(character) !== spelling);
  const told = changed
    .filter(([character]) => isQuotable(character))
    .map(([character, spelling]) => `\`${spelling}\` for \`${before.get(character)}\``);
  const rest = changed.filter(([character]) => !isQuotable(character)).map(([, spelling]) => spelling);
  return rest.length > 0 ? told.concat(`letters beyond ASCII ${wordsFor(rest)}`) : told;
}

function layoutName({ indent, colon, hasInlineArrays }: Layout): string {
  if (hasInlineArrays) return "spaces and line breaks as Jackson indents";
  if (indent === "\t") return "line breaks and tabs";
  if (indent !== "") return `line breaks and ${indent.length} spaces a level`;
  return colon === ":" ? "no spaces" : "a space after each `:` and `,`";
}

const numberNames: { readonly [form in NumberForm]: string } = {
  as_written: "its numbers as they were",
  python: "`1.0` for `1`",
  php: "`1.0` for `1`",
  java: "`1.0` for `1` and `1.5E7` for `15000000`",
  javascript: "numbers as doubles: `1` for `1.0`, and rounded beyond 2^53",
};

/** The white space between a text's tokens, without that around it and in no order. */
const gapsOf = (json: string, tokens: readonly string[]): string => {
  let from = 0;
  const gaps = tokens.map((token) => {
    const at = json.indexOf(token, from);
    const gap = json.slice(from, at);
    from = at + token.length;
    return gap;
  });
  return gaps.slice(1).sort().join("|");
};

const isName = (_: string, index: number, tokens: readonly string[]) => tokens[index + 1] === ":";

/** What sets the text that was signed apart from the one that was sent; both say the same. Nothing of the values is quoted. */
export function differences(sent: string, signed: string, { layout, numbers, order }: JsonStyle): string[] {
  const [before, after] = [tokensOf(sent), tokensOf(signed)];
  const differs = (part: (tokens: readonly string[]) => readonly string[]) =>
    JSON.stringify(part(before)) !== JSON.stringify(part(after));
  const names = (tokens: readonly string[]) => tokens.filter(isName).map((name) => JSON.parse(name));
  const sortedNumbers = (tokens: readonly string[]) => tokens.filter(isNumber).sort();
  const told = escapeDifferences(before.filter(isString), after.filter(isString));
  if (gapsOf(sent, before) !== gapsOf(signed, after)) told.push(layoutName(layout));
  if (differs(sortedNumbers)) told.push(numberNames[numbers]);
  if (differs(names)) told.push(order === "sorted" ? "its keys sorted" : "its keys in JavaScript's order");
  if (/\s$/.test(signed) !== /\s$/.test(sent))
    told.push(/\s$/.test(signed) ? "a line end after it" : "no line end after it");
  return told;
}
