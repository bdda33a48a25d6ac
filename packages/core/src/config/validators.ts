/** What is wrong with a configured value, or `undefined`. A rule never quotes the value: it may be a secret. */
export type Validator = (value: unknown) => string | undefined;

const printable = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Access keys, secrets and app keys: they travel in headers and hashes, so nothing may hide in them. */
export const validateCredential: Validator = (value) => {
  if (value === undefined || value === "") return "is missing";
  if (typeof value === "string" && printable.test(value)) return undefined;
  return "must be visible ASCII text with no spaces or line ends around it (a secret file often ends in a newline)";
};

/** An https URL without credentials or fragment; plain http only on loopback. */
/* @__NO_SIDE_EFFECTS__ */
export const secureUrlValidator =
  (example: string): Validator =>
  (value) => {
    const complaint = `must be an https URL such as ${example}`;
    let url: URL;
    try {
      url = new URL(value as string);
    } catch {
      return complaint;
    }
    if (url.username || url.password || url.hash || String(value).endsWith("#")) {
      return `${complaint}, without credentials, query or fragment`;
    }
    if (url.protocol === "https:" || (url.protocol === "http:" && loopback.test(url.hostname))) return undefined;
    return url.protocol === "http:" ? `${complaint}: plain http is for loopback only` : complaint;
  };

export const validateKeySetUrl: Validator = secureUrlValidator(
  "https://team.cloudflareaccess.com/cdn-cgi/access/certs",
);

const validateOrigin = secureUrlValidator("https://api.nxcloud.com");
/** Paths are appended to it. */
export const validateBaseUrl: Validator = (value) =>
  validateOrigin(value) ?? (/[?#]/.test(String(value)) ? "must have no query or fragment" : undefined);

export const validateAlgorithm: Validator = (value) =>
  value === "md5" || value === "sha256" ? undefined : "must be md5 or sha256";

export const validateCountryCode: Validator = (value) =>
  typeof value === "string" && /^[1-9]\d{0,2}$/.test(value) ? undefined : "must be 1 to 3 digits, such as 84";

/** A wait in milliseconds that timers can hold (they fire at once beyond 2^31 - 1). */
export const validateDuration: Validator = (value) =>
  typeof value === "number" && value >= 1 && value <= 2_147_483_647 ? undefined : "must be from 1 to 2147483647 ms";

export const validateFunction: Validator = (value) => (typeof value === "function" ? undefined : "must be a function");
