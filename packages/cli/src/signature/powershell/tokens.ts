/** A part of a script: a text, one in double quotes, a variable, the end of a statement, or what else it is built of. */
export interface Token {
  readonly kind: "text" | "double" | "here" | "variable" | "splat" | "end" | "plain";
  /** What stands between a string's quotes, a variable's name in lower case, or the part itself. */
  readonly text: string;
}

/** What is not closed goes on to the end, so that no part is read twice. */
const alternatives = [
  /(?:[ \t]|`\r?\n)+|<#[\s\S]*?(?:#>|$)|#[^\n]*/,
  /(?<end>\r?\n|;)/,
  /@'[ \t]*(?=\r?\n)(?<lines>[\s\S]*?)(?:\r?\n'@|$)/,
  /@"[ \t]*(?=\r?\n)(?<here>[\s\S]*?)(?:\r?\n"@|$)/,
  /'(?<single>(?:[^']+|'')*)(?:'|$)/,
  /"(?<double>(?:[^"`]+|`[\s\S]|"")*)(?:"|`?$)/,
  /\$(?:\{(?<braced>[^}]*)(?:\}|$)|(?<variable>[\w:]+))/,
  /@(?<splat>\w+)/,
  /(?<plain>@[{(]|[{}()[\]=|,+]|(?:[^\s'"$;{}()[\]=|,+@]|@(?!['"{(]))+|[\s\S])/,
];
const parts = new RegExp(alternatives.map(({ source }) => source).join("|"), "gy");

const withoutFirstEnd = (lines: string) => lines.replace(/^\r?\n/, "");

/** The parts of a PowerShell script, without spaces, comments and lines that go on. */
export const readTokens = (script: string): readonly Token[] =>
  Array.from(script.matchAll(parts)).flatMap(({ groups = {} }): Token | [] => {
    const { end, lines, here, single, double, braced, variable = braced, splat, plain } = groups;
    if (end !== undefined) return { kind: "end", text: end };
    if (lines !== undefined) return { kind: "text", text: withoutFirstEnd(lines) };
    if (here !== undefined) return { kind: "here", text: withoutFirstEnd(here) };
    if (single !== undefined) return { kind: "text", text: single.replaceAll("''", "'") };
    if (double !== undefined) return { kind: "double", text: double };
    if (variable !== undefined) return { kind: "variable", text: variable.toLowerCase() };
    if (splat !== undefined) return { kind: "splat", text: splat.toLowerCase() };
    return plain === undefined ? [] : { kind: "plain", text: plain };
  });

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
  let isKnown = true;
  const expanded = text.replace(marks, (_, ...groups: (string | undefined)[]) => {
    const [code, escaped, quotes, unit, braced, variable = braced] = groups.slice(0, 6);
    if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
    if (escaped !== undefined) return escapes[escaped] ?? escaped;
    if (quotes !== undefined) return kind === "here" ? quotes : '"';
    if (unit !== undefined) return String.fromCharCode(Number(unit));
    const value = variable === undefined ? undefined : read(variable.toLowerCase());
    isKnown &&= typeof value === "string";
    return String(value);
  });
  return isKnown ? expanded : undefined;
}
