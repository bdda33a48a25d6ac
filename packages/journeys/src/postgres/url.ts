import type { CodedIssue } from "@nxzalo/core/internal";

/** The parts of a URL, as they stand in it. */
interface UrlParts {
  readonly user: string;
  readonly hosts: string;
  /** From the first `/`, `?` or `#` on. */
  readonly rest: string;
}

function split(url: string): UrlParts | undefined {
  const [, authority = "", rest = ""] = /^postgres(?:ql)?:\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  if (!/^postgres(ql)?:\/\//.test(url)) return undefined;
  const at = authority.lastIndexOf("@");
  return { user: authority.slice(0, Math.max(at, 0)), hosts: authority.slice(at + 1), rest };
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

const parametersOf = (rest: string) => new URLSearchParams(/\?([^#]*)/.exec(rest)?.[1] ?? "");
const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65_535;

/** What is wrong with a URL, the first thing that is; each says what to do, and quotes nothing. */
const rules: readonly {
  readonly isBroken: (parts: UrlParts, url: string) => boolean;
  readonly code: CodedIssue["code"];
  readonly message: string;
}[] = [
  {
    isBroken: (_, url) => /[\s\p{Cc}]/u.test(url),
    code: "url_wrong",
    message: "has a space or a line break: write a space as %20",
  },
  {
    isBroken: (_, url) => url.includes("#"),
    code: "url_wrong",
    message: "has a #: in a password it is written %23",
  },
  {
    isBroken: (_, url) => /%(?![0-9A-Fa-f]{2})/.test(url),
    code: "url_wrong",
    message: "has a % that encodes nothing: in a password it is written %25",
  },
  {
    isBroken: ({ rest }) => rest.includes("@"),
    code: "url_wrong",
    message: "has an @ behind a / or ?: in a password these are written %2F, %3F and %40",
  },
  {
    isBroken: (_, url) => !decodes(url),
    code: "url_wrong",
    message: "has a % that encodes no UTF-8",
  },
  {
    isBroken: ({ hosts, rest }) => hosts.includes(",") || (parametersOf(rest).get("host") ?? "").includes(","),
    code: "url_wrong",
    message: "lists several hosts: name one, such as a pooler's that knows the others",
  },
  {
    isBroken: ({ hosts, rest }) => {
      const port = /^(?:\[[^\]]*\]|[^:[]*)(?::(.*))?$/.exec(hosts)?.[1];
      const named = parametersOf(rest).get("port") ?? undefined;
      return [port, named].some((one) => one !== undefined && !isPort(one));
    },
    code: "url_wrong",
    message: "has a port that is none: a number from 1 to 65535",
  },
];

const noUrl: CodedIssue = {
  path: ["url"],
  message: "must be a URL such as postgres://user:password@host:5432/database",
  code: "url_wrong",
};

/**
 * What is wrong with the URL of a database, by itself: `undefined` where it may work. Nothing is opened, and nothing of it is quoted.
 *
 * @example
 * ```ts
 * import { checkPostgresUrl } from "@nxzalo/journeys/postgres";
 *
 * console.log(checkPostgresUrl("postgres://shop:a#b@db.internal/shop")?.code); // url_wrong
 * ```
 */
export function checkPostgresUrl(url: string): CodedIssue | undefined {
  const parts = split(url);
  if (!parts) return noUrl;
  const broken = rules.find(({ isBroken }) => isBroken(parts, url));
  if (broken) return { path: ["url"], message: broken.message, code: broken.code };
  // What the rules do not know: a host with characters that no host has.
  return URL.canParse(url) ? undefined : noUrl;
}

/**
 * Whether what is stored would travel unencrypted to another machine: the URL asks for no TLS, and names neither a loopback address nor
 * a socket's folder.
 *
 * @example
 * ```ts
 * import { isPlainPostgresUrl } from "@nxzalo/journeys/postgres";
 *
 * console.log(isPlainPostgresUrl("postgres://shop@db.internal/shop")); // true
 * ```
 */
export function isPlainPostgresUrl(url: string): boolean {
  const { hosts = "", rest = "" } = split(url) ?? {};
  const parameters = parametersOf(rest);
  const host = parameters.get("host") ?? decodeURIComponent(hosts.replace(/:\d+$/, ""));
  const isNear = host === "" || /^(\/|localhost$|127\.|\[?::1\]?$)/i.test(host);
  const mode = parameters.get("sslmode");
  const asksForTls =
    (mode !== null && mode !== "disable") ||
    ["true", "1"].includes(parameters.get("ssl") ?? "") ||
    parameters.get("sslnegotiation") === "direct" ||
    ["sslrootcert", "sslcert", "sslkey"].some((name) => parameters.has(name) && mode !== "disable");
  return !isNear && !asksForTls;
}

/** The parameters that name files, each to be read before it is used. */
const certificateParameters = ["sslrootcert", "sslcert", "sslkey"] as const;

/** The files that a URL names, by their parameters. */
export const certificateFiles = (url: string): readonly (readonly [parameter: string, file: string])[] =>
  certificateParameters.flatMap((name) => {
    const file = parametersOf(split(url)?.rest ?? "").get(name);
    return file === null ? [] : [[name, file] as const];
  });
