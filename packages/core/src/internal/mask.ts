const digitRun = /\d(?:[ .\-()]{0,2}\d){7,}/g;
const tokenRun = /[A-Za-z0-9_-]{16,}/g;
const sensitiveField = /("[^"]*(?:token|secret|sign|phone|key)[^"]*"\s*:\s*")((?:[^"\\]|\\.)*)/gi;

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

/**
 * Takes phone numbers (runs of 8 or more digits), tokens (runs of 16 or more token characters, but for codes and names of errors), values of fields with telling
 * names, and the `known` secrets out of a text that comes from elsewhere.
 */
export function mask(text: string, known: readonly string[] = []): string {
  let masked = text;
  for (const secret of known) if (secret !== "") masked = masked.replaceAll(secret, "***");
  // Tokens first: digits masked inside of one would cut it into pieces too short to be seen.
  return masked.replace(sensitiveField, "$1***").replace(tokenRun, maskRun).replace(digitRun, maskPhone);
}

/** The beginning of a foreign text: masked, printable, on one line, at most 200 characters. */
export function excerptOf(text: string, known: readonly string[] = []): string {
  // Only so much is looked at that a run cut by the slice cannot show.
  const printable = text
    .slice(0, 4096)
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();
  const masked = mask(printable, known);
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
