const digitRun = /\d(?:[ .\-()]{0,2}\d){7,}/g;
const tokenRun = /[A-Za-z0-9_-]{16,}/g;
/** Also in JSON that is quoted in JSON: as many backslashes stand before each of its quotes, and one more of both before a quote in a value. */
const sensitiveField =
  /((\\{0,31})"[^"]*(?:token|secret|sign|phone|key)[^"]*\2"\s*:\s*\2")(?:[^"\\]|\2\\\2["\\]|\\+(?!["\\]))*/gi;

/** A phone number as it may be shown: `84*****1795`. */
export const maskPhone = (phone: string): string => {
  const digits = phone.replace(/\D/g, "");
  return `${digits.slice(0, 2)}*****${digits.slice(-4)}`;
};

/** Codes of systems and runtimes, such as `CERT_HAS_EXPIRED`: words in capitals, with few digits. No random token is one of these. */
const systemCode = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
/** Names of errors, such as `TransportFailure`. */
const errorName = /^(?:[A-Z][a-z]+)+(?:Error|Failure|Exception)$/;

const isSafeWord = (word: string): boolean =>
  errorName.test(word) || (systemCode.test(word) && word.replace(/\D/g, "").length <= 4);

const maskRun = (run: string): string => (isSafeWord(run) ? run : "***");

// Tokens first: digits masked inside of one would cut it into pieces too short to be seen.
const maskRuns = (text: string): string =>
  text.replace(sensitiveField, "$1***").replace(tokenRun, maskRun).replace(digitRun, maskPhone);

/** Printable, and on one line. */
const toLine = (text: string): string => text.replace(/[\p{C}\s]+/gu, " ").trim();

/** JSON that is ASCII alone, as some servers write it. */
const toAscii = (json: string): string =>
  json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A secret as foreign texts quote it: as it is, and as JSON escapes it. */
function quotesOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, toAscii(json)];
}

/** What is known, in every form that it may have in a text; the longest first, since one may lie within another. */
function formsOf(known: readonly string[]): string[] {
  const quotes = known.flatMap(quotesOf);
  // A line that is shorter would mask words that mean nothing.
  const lines = quotes.map(toLine).filter((line) => line.length >= 4);
  const forms = [...new Set(quotes.concat(lines))].filter((form) => form !== "");
  return forms.sort((one, other) => other.length - one.length);
}

const hide = (text: string, forms: readonly string[]): string =>
  forms.reduce((hidden, form) => hidden.replaceAll(form, "***"), text);

/**
 * Takes phone numbers (runs of 8 or more digits), tokens (runs of 16 or more token characters, but for codes and names of errors), values of fields with telling
 * names, and the `known` secrets out of a text that comes from elsewhere.
 */
export const mask = (text: string, known: readonly string[] = []): string => maskRuns(hide(text, formsOf(known)));

/** The beginning of a foreign text: masked, printable, on one line, at most 200 characters. */
export function excerptOf(text: string, known: readonly string[] = []): string {
  const forms = formsOf(known);
  // Only so much is looked at that neither a secret nor a run that is cut by a slice can show.
  const line = toLine(text.slice(0, 4096 + (forms[0]?.length ?? 0)));
  const masked = maskRuns(hide(line, forms).slice(0, 4096));
  return masked.length > 200 ? `${masked.slice(0, 199)}…` : masked;
}

/** The chain of causes with names, system codes and masked messages only: a foreign error may carry headers or bodies. */
export function safeCause(error: unknown, known: readonly string[] = [], depth = 0): Error | undefined {
  if (typeof error !== "object" || error === null || depth > 3) return undefined;
  const { name, message, code, syscall, cause } = error as Record<string, unknown>;
  const safe = new Error(excerptOf(String(message ?? ""), known), { cause: safeCause(cause, known, depth + 1) });
  if (typeof name === "string") safe.name = excerptOf(name, known);
  if (typeof code === "string") Object.assign(safe, { code: excerptOf(code, known) });
  if (typeof syscall === "string") Object.assign(safe, { syscall: excerptOf(syscall, known) });
  delete safe.stack;
  return safe;
}
