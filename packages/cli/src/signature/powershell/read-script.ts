import type { MissingPart } from "../pasted-request.ts";
import { expand } from "./expand.ts";
import { readTokens } from "./tokens.ts";

/** What a part of the script stands for, as far as the script says it. */
export type Value = string | Map<string, Value> | { readonly missing: MissingPart };

const unknown: Value = { missing: "made" };
const deepest = 50;
const sender = /^(?:Invoke-(?:WebRequest|RestMethod)|iwr|irm)$/i;

/** The parameters of the first command that sends, by their names in lower case; without one, the variables so far. */
export function readScript(script: string): ReadonlyMap<string, Value> {
  const tokens = readTokens(script);
  const variables = new Map<string, Value>([["null", ""]]);
  let at = 0;

  const isPlain = (pattern: RegExp) => tokens[at]?.kind === "plain" && pattern.test(tokens[at]?.text ?? "");
  const isEnd = () => at >= tokens.length || tokens[at]?.kind === "end" || isPlain(/^[})]$/);
  const take = (text: string) => {
    const isNext = tokens[at]?.kind === "plain" && tokens[at]?.text === text;
    if (isNext) at += 1;
    return isNext;
  };
  const skipEnds = () => {
    while (tokens[at]?.kind === "end") at += 1;
  };

  /** Goes to the end of a statement, past what stands in its brackets. */
  function skipStatement(): void {
    for (let open = 0; at < tokens.length; at += 1) {
      if (open === 0 && isEnd()) return;
      if (isPlain(/^@?[{(]$/)) open += 1;
      if (isPlain(/^[})]$/)) open -= 1;
    }
  }

  function readTable(depth: number): Value {
    const table = new Map<string, Value>();
    for (skipEnds(); at < tokens.length && !take("}"); skipEnds()) {
      const key = readValue(depth);
      if (!take("=")) continue;
      skipEnds();
      const value = readExpression(depth);
      if (typeof key === "string") table.set(key, value);
    }
    return table;
  }

  /** One value; a bare word is itself, as it is behind a parameter. */
  function readValue(depth: number): Value {
    const token = tokens[at];
    at += 1;
    if (token === undefined || depth > deepest) return unknown;
    const { kind, text } = token;
    if (kind === "single") return text;
    if (kind === "double" || kind === "here") return expand(token, (name) => variables.get(name)) ?? unknown;
    if (kind === "variable") return variables.get(text) ?? unknown;
    if (kind !== "plain") return unknown;
    if (text === "@{") return readTable(depth + 1);
    if (text === "(") {
      const value = readExpression(depth + 1);
      return take(")") ? value : unknown;
    }
    if (text !== "[") return text;
    // A type before a value, such as [string]$body, or the bytes that Chrome makes of a body: [System.Text.Encoding]::UTF8.GetBytes("…").
    while (at < tokens.length && !take("]")) at += 1;
    if (isPlain(/^::/) && !isPlain(/^::UTF8\.GetBytes$/i)) return unknown;
    if (isPlain(/^::/)) at += 1;
    return readValue(depth + 1);
  }

  /** A value, where nothing is made of it before the end of the statement. */
  function readExpression(depth: number): Value {
    const start = at;
    const isCommand = isPlain(/^[a-z]/i);
    const value = readValue(depth);
    if (isEnd() && !isCommand) return value;
    skipStatement();
    const has = (name: RegExp) => tokens.slice(start, at).some(({ kind, text }) => kind === "plain" && name.test(text));
    if (has(/^New-Object$/i)) return new Map();
    if (has(/^ConvertTo-Json$/i)) return { missing: "object" };
    return has(/^(?:Get-Content|gc|cat|type)$/i) ? { missing: "file" } : unknown;
  }

  function readParameters(): ReadonlyMap<string, Value> {
    const parameters = new Map<string, Value>();
    while (!isEnd() && !isPlain(/^\|$/)) {
      const { kind, text } = tokens[at] ?? { kind: "end", text: "" };
      const [, name] = (kind === "plain" && /^-([a-z]+):?$/i.exec(text)) || [];
      if (name === undefined) {
        const splatted = kind === "splat" ? variables.get(text) : undefined;
        if (splatted instanceof Map) for (const [key, value] of splatted) parameters.set(key.toLowerCase(), value);
        readValue(0);
        continue;
      }
      at += 1;
      if (isEnd() || isPlain(/^-[a-z]/i)) continue;
      const value = readValue(0);
      // A member of a variable, or what a method makes of it.
      parameters.set(name.toLowerCase(), isPlain(/^\.[a-z]/i) ? unknown : value);
    }
    return parameters;
  }

  /** `$name = …`, `$name["key"] = …`, `$name.key = …` or `$name.Add("key", …)`. */
  function readAssignment(name: string): void {
    if (take("=")) {
      skipEnds();
      if (!isPlain(sender)) variables.set(name, readExpression(0));
      return;
    }
    let key: Value | undefined;
    if (isPlain(/^\.Add$/i) && tokens[at + 1]?.text === "(") {
      at += 2;
      key = readValue(0);
      if (!take(",")) return;
    } else {
      if (take("[")) key = readValue(0);
      else if (isPlain(/^\.[\w-]+$/)) key = tokens[at++]?.text.slice(1);
      take("]");
      if (!take("=")) return;
    }
    const table = variables.get(name);
    const value = readExpression(0);
    if (table instanceof Map && typeof key === "string") table.set(key, value);
  }

  while (at < tokens.length) {
    const token = tokens[at];
    const isSender = isPlain(sender);
    at += 1;
    if (isSender) return readParameters();
    if (token?.kind === "variable") readAssignment(token.text);
  }
  return variables;
}
