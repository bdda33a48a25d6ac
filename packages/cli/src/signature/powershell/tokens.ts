/** A part of a script: a string, a variable, the end of a statement, or what else it is built of. */
export interface Token {
  readonly kind: "single" | "double" | "here" | "variable" | "splat" | "end" | "plain";
  /** What stands between a string's quotes, a variable's name in lower case, or the part itself. */
  readonly text: string;
}

/** What is not closed goes on to the end, so that no part is read twice. */
const alternatives = [
  /(?:[ \t]|`\r?\n)+|<#[\s\S]*?(?:#>|$)|#[^\n]*/,
  /(\r?\n|;)/,
  /@'[ \t]*\r?\n(?:'@|([\s\S]*?)(?:\r?\n'@|$))/,
  /@"[ \t]*\r?\n(?:"@|([\s\S]*?)(?:\r?\n"@|$))/,
  /'((?:[^']+|'')*)(?:'|$)/,
  /"((?:[^"`]+|`[\s\S]|"")*)(?:"|`?$)/,
  /\$(?:\{([^}]*)(?:\}|$)|([\w:]+))/,
  /@(\w+)/,
  /(@[{(]|[{}()[\]=|,+]|(?:[^\s'"$;{}()[\]=|,+@]|@(?!['"{(]))+|[\s\S])/,
];
const parts = new RegExp(alternatives.map(({ source }) => source).join("|"), "gy");

/** The parts of a PowerShell script, without spaces, comments and lines that go on. */
export function readTokens(script: string): Token[] {
  const tokens: Token[] = [];
  const add = (kind: Token["kind"], text: string) => tokens.push({ kind, text });
  for (const [whole, ...groups] of script.matchAll(parts)) {
    const [end, singleHere, doubleHere, single, double, braced, variable = braced, splat, plain] = groups;
    if (end !== undefined) add("end", end);
    else if (/^@'\s/.test(whole)) add("single", singleHere ?? "");
    else if (/^@"\s/.test(whole)) add("here", doubleHere ?? "");
    else if (single !== undefined) add("single", single.replaceAll("''", "'"));
    else if (double !== undefined) add("double", double);
    else if (variable !== undefined) add("variable", variable.toLowerCase());
    else if (splat !== undefined) add("splat", splat.toLowerCase());
    else if (plain !== undefined) add("plain", plain);
  }
  return tokens;
}
