import type { Token } from "./tokens.ts";

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

const marks = /`u\{([\da-f]{1,6})\}|`(\r?\n|[\s\S])|("")|\$\(\[char\](\d{1,5})\)|\$(?:\{([^{}$]*)\}|([\w:]+))|\$\(/gi;

/**
 * What a double-quoted string is: backticks, `""`, variables, and `$([char]10)`, as Chrome writes what is not ASCII. Undefined where that
 * is not known.
 */
export function expand({ kind, text }: Token, read: (variable: string) => unknown): string | undefined {
  const known = (groups: readonly (string | undefined)[]): unknown => {
    const [code, escaped, quotes, unit, braced, variable = braced] = groups;
    if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
    if (escaped !== undefined) return escapes[escaped] ?? escaped;
    if (quotes !== undefined) return kind === "here" ? quotes : '"';
    if (unit !== undefined) return String.fromCharCode(Number(unit));
    return variable === undefined ? undefined : read(variable.toLowerCase());
  };
  let isKnown = true;
  const expanded = text.replace(marks, (_, ...groups) => {
    const value = known(groups.slice(0, 6));
    if (typeof value === "string") return value;
    isKnown = false;
    return "";
  });
  return isKnown ? expanded : undefined;
}
