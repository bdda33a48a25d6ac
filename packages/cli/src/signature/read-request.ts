/** A request, as far as its signature goes. */
export interface PastedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

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
      ansi?.replace(/\\n/g, "\n").replace(/\\(.)/gs, "$1") ??
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

function fromCurl(text: string): PastedRequest {
  const words = splitWords(text);
  const valuesOf = (options: RegExp) => words.flatMap((word, at) => (options.test(word) ? [words[at + 1] ?? ""] : []));
  return {
    headers: toHeaders(valuesOf(/^(-H|--header)$/)),
    body: valuesOf(/^(-d|--data(-raw|-binary|-ascii)?|--json)$/).join("&"),
  };
}

function fromJson(text: string): PastedRequest | undefined {
  try {
    const { headers, body } = JSON.parse(text) as { headers?: Record<string, unknown>; body?: unknown };
    if (typeof headers !== "object" || headers === null) return undefined;
    const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    return { headers: Object.fromEntries(entries), body: typeof body === "string" ? body : "" };
  } catch {
    return undefined;
  }
}

/** As it goes over the wire, or as `curl -v` shows it with `> ` before each line; the final line end of a paste is not part of the body. */
function fromHttp(text: string): PastedRequest {
  const plain = /^> /m.test(text) ? text.replace(/^> ?/gm, "") : text;
  const [, head = "", body = ""] = /^(.*?)(?:\r?\n\r?\n(.*))?$/s.exec(plain.trimStart()) ?? [];
  return { headers: toHeaders(head.split(/\r?\n/)), body: body.replace(/\r?\n$/, "") };
}

/** Reads a request that was pasted: a `curl` command, JSON with `headers` and `body`, or the text of an HTTP request. */
export function readRequest(text: string): PastedRequest {
  if (/^\s*curl\s/.test(text)) return fromCurl(text);
  return fromJson(text) ?? fromHttp(text);
}
