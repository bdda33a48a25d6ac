import type { PastedRequest } from "./pasted-request.ts";
import { fromPowerShell, isPowerShell } from "./powershell/read-powershell.ts";
import { withoutCarets } from "./read-cmd.ts";

const ansiEscapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** What stands in `$'…'`; Chrome writes such an argument where it holds a `'`, a `!` or a control character. */
const readAnsi = (quoted: string) =>
  quoted.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gis, (_, unit?: string, byte?: string, one = "") => {
    const hex = unit ?? byte;
    return hex === undefined ? (ansiEscapes[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16));
  });

/** The words of a shell's command line: quotes, `$'…'`, backslashes, and lines that go on. */
function splitWords(text: string): string[] {
  const words: string[] = [];
  const parts = /\s+|\$'((?:\\.|[^'\\])*)'|'([^']*)'|"((?:\\.|[^"\\])*)"|\\(\r?\n|.)|([^\s'"\\$]+|\$)/gsy;
  let word: string | undefined;
  for (const [whole, ansi, single, double, escaped, plain] of text.matchAll(parts)) {
    if (/^\s+$/.test(whole) || /^\r?\n$/.test(escaped ?? "")) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const value =
      (ansi === undefined ? undefined : readAnsi(ansi)) ??
      single ??
      double?.replace(/\\(["\\$`])/g, "$1") ??
      escaped ??
      plain;
    word = (word ?? "") + (value ?? "");
  }
  if (word !== undefined) words.push(word);
  return words;
}

const headerOf = (line: string): readonly [string, string] | undefined => {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+)\s*:[ \t]*(.*)$/s.exec(line) ?? [];
  return name === undefined ? undefined : [name, value ?? ""];
};

function toHeaders(lines: readonly string[]): Record<string, string> {
  const entries = lines.map(headerOf).filter((entry) => entry !== undefined);
  return Object.fromEntries(entries);
}

const optionOf = /^(?:(-H|-d)|(--header|--data(?:-raw|-binary|-ascii)?|--json)(?:=|$))/;

/** The options that matter, each with the word after it or what is attached to it. */
function readOptions(words: readonly string[]): readonly (readonly [option: string, value: string])[] {
  const found: [string, string][] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const [start = "", short, long] = optionOf.exec(word) ?? [];
    const option = short ?? long;
    if (option === undefined) continue;
    if (option === word) at += 1;
    found.push([option, option === word ? (words[at] ?? "") : word.slice(start.length)]);
  }
  return found;
}

function fromCurl(text: string): PastedRequest {
  const options = readOptions(splitWords(withoutCarets(text)));
  const isHeader = (option: string) => option === "-H" || option === "--header";
  const data = options.filter(([option]) => !isHeader(option));
  // Only `--data-raw` takes an @ as it is.
  const isFile = data.some(([option, value]) => option !== "--data-raw" && value.startsWith("@"));
  return {
    headers: toHeaders(options.filter(([option]) => isHeader(option)).map(([, value]) => value)),
    body: data.map(([, value]) => value).join("&"),
    ...(isFile && { missing: "file" }),
  };
}

function fromJson(text: string): PastedRequest | undefined {
  try {
    const { headers, body } = JSON.parse(text) as { headers?: Record<string, unknown>; body?: unknown };
    if (typeof headers !== "object" || headers === null) return undefined;
    const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    const isObject = typeof body === "object" && body !== null;
    return {
      headers: Object.fromEntries(entries),
      body: typeof body === "string" ? body : "",
      ...(isObject && { missing: "object" }),
    };
  } catch {
    return undefined;
  }
}

/** Of `curl -v`, the request's lines, and a body that was added to them: its own notes and the answer are left out. */
const fromVerbose = (text: string) =>
  text
    .split("\n")
    .filter((line) => !/^(?:[<*] |[<*]\r?$|[{}] \[\d+ bytes data\])/.test(line))
    .map((line) => line.replace(/^> ?/, ""))
    .join("\n");

/** As it goes over the wire, or as `curl -v` shows it with `> ` before each line; the final line end of a paste is not part of the body. */
function fromHttp(text: string): PastedRequest {
  const plain = /^> /m.test(text) ? fromVerbose(text) : text;
  const [, head = "", rest = ""] = /^(.*?)(?:\r?\n\r?\n(.*))?$/s.exec(plain.trimStart()) ?? [];
  const headers = toHeaders(head.split(/\r?\n/));
  const body = rest.replace(/\r?\n$/, "");
  const length = Object.entries(headers).find(([name]) => /^content-length$/i.test(name))?.[1];
  return { headers, body, ...(body === "" && Number(length) > 0 && { missing: "not_shown" }) };
}

/** Reads a request that was pasted: a `curl` command, a PowerShell script, JSON with `headers` and `body`, or the text of an HTTP request. */
export function readRequest(text: string): PastedRequest {
  const plain = text.replace(/^\ufeff/, "").replace(/^\s*\$ (?=curl\s)/, "");
  if (/^\s*curl(?:\.exe)?\s/.test(plain)) return fromCurl(plain);
  if (isPowerShell(plain)) return fromPowerShell(plain);
  return fromJson(plain) ?? fromHttp(plain);
}
