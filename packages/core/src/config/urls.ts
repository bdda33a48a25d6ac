import type { Complaint, Validator } from "./validators.ts";

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL's host is this machine: there, and only there, plain http is no danger. */
export const isLoopback = (hostname: string): boolean => loopback.test(hostname);

/** The parts of a URL; the declarations of this package name no type that only the DOM's library has. */
export type UrlParts = Readonly<
  Record<
    "href" | "protocol" | "host" | "hostname" | "username" | "password" | "pathname" | "search" | "hash" | "origin",
    string
  >
>;

/** The URL that a text is, or `undefined`; not every runtime has `URL.parse`. */
export function parseUrl(text: string): UrlParts | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/**
 * An https URL without credentials or fragment; plain http only on loopback.
 *
 * White space and control characters are refused, as in credentials, and not trimmed: `URL` would leave them out of the middle as well,
 * and what was meant may be something else, such as two URLs.
 */
/* @__NO_SIDE_EFFECTS__ */
export const secureUrlValidator =
  (example: string): Validator =>
  (value) => {
    const wrong = (more = ""): Complaint => ({
      code: "url_wrong",
      message: `must be an https URL such as ${example}${more}`,
    });
    const url = typeof value === "string" ? parseUrl(value) : undefined;
    if (!url || typeof value !== "string") return wrong();
    if (/[\s\p{Cc}]/u.test(value)) return wrong(", with no spaces or line ends in or around it");
    const { username, password, protocol, hostname } = url;
    if (username || password || value.includes("#")) return wrong(", without credentials, query or fragment");
    if (protocol === "https:" || (protocol === "http:" && isLoopback(hostname))) return undefined;
    return wrong(protocol === "http:" ? ": plain http is for loopback only" : "");
  };

export const validateKeySetUrl: Validator = secureUrlValidator(
  "https://team.cloudflareaccess.com/cdn-cgi/access/certs",
);

const validateOrigin = secureUrlValidator("https://api.nxcloud.com");
/** Paths are appended to it. */
export const validateBaseUrl: Validator = (value) =>
  validateOrigin(value) ??
  (String(value).includes("?") ? { code: "url_wrong", message: "must have no query or fragment" } : undefined);

/** The path that a proxy is mounted at. */
export const validateBasePath: Validator = (value) =>
  typeof value === "string" && /^(\/[\w.~-]+)*$/.test(value)
    ? undefined
    : { code: "path_wrong", message: "must be a path such as /zalo, without a slash at its end" };

/** A good URL as it is sent: the host in lower case and punycode, without its default port, the rest in ASCII. */
export const hrefOf = (url: string): string => new URL(url).href;

/** The same of a base URL, without the slashes at its end: paths begin with one. */
export const baseHrefOf = (url: string): string => hrefOf(url).replace(/\/+$/, "");
