import type { MissingPart, PastedRequest } from "../pasted-request.ts";
import { expand, readTokens } from "./tokens.ts";

/** Whether a text is a script that sends by PowerShell's own commands, or one that names their headers. */
export const isPowerShell = (text: string): boolean =>
  /^\s*\$\w/.test(text) || /^[ \t]*(?:\$\w+[ \t]*=[ \t]*)?(?:Invoke-(?:WebRequest|RestMethod)|iwr|irm)\s/im.test(text);

/** What a part of the script stands for, as far as the script says it. */
type Value = string | Map<string, Value> | { readonly missing: MissingPart };

const unknown: Value = { missing: "made" };
const deepest = 50;
const sender = /^(?:Invoke-(?:WebRequest|RestMethod)|iwr|irm)$/i;

/** The parameters of the first command that sends, by their names in lower case; without one, the variables so far. */
function readScript(script: string): ReadonlyMap<string, Value> {
  const tokens = readTokens(script);
  const variables = new Map<string, Value>([["null", ""]]);
  let at = 0;

  const isPlain = (pattern: RegExp) => tokens[at]?.kind === "plain" && pattern.test(tokens[at]?.text ?? "");
  const isEnd = () => at >= tokens.length || tokens[at]?.kind === "end" || isPlain(/^[})]$/);
  const take = (pattern: RegExp) => {
    const isNext = isPlain(pattern);
    if (isNext) at += 1;
    return isNext;
  };
  const skipEnds = () => {
    while (tokens[at]?.kind === "end") at += 1;
  };

  /** Goes to the end of a statement, past what stands in its brackets. */
  function skipStatement(): void {
    for (let open = 0; at < tokens.length && (open > 0 || !isEnd()); at += 1)
      open += Number(isPlain(/^@?[{(]$/)) - Number(isPlain(/^[})]$/));
  }

  function readTable(depth: number): Value {
    const table = new Map<string, Value>();
    for (skipEnds(); at < tokens.length && !take(/^\}$/); skipEnds()) {
      const key = readValue(depth);
      if (!take(/^=$/)) continue;
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
    if (kind === "text") return text;
    if (kind === "double" || kind === "here") return expand(token, (name) => variables.get(name)) ?? unknown;
    if (kind === "variable") return variables.get(text) ?? unknown;
    if (kind !== "plain") return unknown;
    if (text === "@{") return readTable(depth + 1);
    if (text === "(") {
      const value = readExpression(depth + 1);
      return take(/^\)$/) ? value : unknown;
    }
    if (text !== "[") return text;
    // A type before a value, such as [string]$body, or the bytes that Chrome makes of a body: [System.Text.Encoding]::UTF8.GetBytes("…").
    while (at < tokens.length && !take(/^\]$/)) at += 1;
    return take(/^::UTF8\.GetBytes$/i) || !isPlain(/^::/) ? readValue(depth + 1) : unknown;
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
      const splatted = tokens[at]?.kind === "splat" ? variables.get(tokens[at]?.text ?? "") : undefined;
      if (splatted instanceof Map) for (const [key, value] of splatted) parameters.set(key.toLowerCase(), value);
      const name = isPlain(/^-[a-z]+:?$/i) ? tokens[at]?.text.toLowerCase().replace(/^-|:$/g, "") : undefined;
      if (name !== undefined) at += 1;
      if (name !== undefined && (isEnd() || isPlain(/^-[a-z]/i))) continue;
      const value = readValue(0);
      // A member of a variable, or what a method makes of it.
      if (name !== undefined) parameters.set(name, isPlain(/^\.[a-z]/i) ? unknown : value);
    }
    return parameters;
  }

  /** `$name = …`, `$name["key"] = …`, `$name.key = …` or `$name.Add("key", …)`. */
  function readAssignment(name: string): void {
    if (take(/^=$/)) {
      skipEnds();
      if (!isPlain(sender)) variables.set(name, readExpression(0));
      return;
    }
    const isAdded = isPlain(/^\.Add$/i) && tokens[at + 1]?.text === "(";
    if (isAdded) at += 2;
    const isMember = !isAdded && isPlain(/^\.[\w-]+$/);
    const key = isMember ? tokens[at++]?.text.slice(1) : isAdded || take(/^\[$/) ? readValue(0) : undefined;
    if (!isAdded) take(/^\]$/);
    if (!take(isAdded ? /^,$/ : /^=$/)) return;
    const table = variables.get(name);
    const value = readExpression(0);
    if (table instanceof Map && typeof key === "string") table.set(key, value);
  }

  while (at < tokens.length) {
    const token = tokens[at];
    if (take(sender)) return readParameters();
    at += 1;
    if (token?.kind === "variable") readAssignment(token.text);
  }
  return variables;
}

/** The headers without which no signature can be checked. */
const signed: readonly string[] = ["accesskey", "action", "biztype", "ts", "sign", "algorithm"];

/** A script as it is written by hand, or as Chrome's "Copy as PowerShell" and Postman write it. */
export function fromPowerShell(text: string): PastedRequest {
  const parameters = readScript(text);
  const given = parameters.get("headers") ?? new Map<string, Value>();
  const entries = given instanceof Map ? [...given] : [];
  const headers = Object.fromEntries(entries.filter(([, value]) => typeof value === "string")) as Record<
    string,
    string
  >;
  const isKnown = entries.every(([name]) => Object.hasOwn(headers, name) || !signed.includes(name.toLowerCase()));
  if (!(given instanceof Map) || !isKnown) return { headers, body: "", missing: "header" };
  if (parameters.has("infile")) return { headers, body: "", missing: "file" };
  const body = parameters.get("body") ?? (parameters.has("form") ? new Map() : "");
  if (typeof body === "string") return { headers, body };
  return { headers, body: "", missing: body instanceof Map ? "object" : body.missing };
}
