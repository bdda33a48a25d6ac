import { type ReadResult, readText } from "@nxzalo/core/internal";
import type { ProxyRequest } from "./http.ts";
import { bodyMalformed, bodyTooLarge, mediaTypeUnsupported } from "./problems.ts";

/** Where JSON breaks. V8's messages quote the text, so only the position that they end with is taken. */
function describePosition(error: unknown, text: string): string {
  const message = (error as Error).message;
  if (/^Unexpected end|^Unterminated string/.test(message)) return ` at position ${text.length}, where it ends`;
  const position = /at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(message)?.[1];
  return position === undefined ? "" : ` at position ${position}`;
}

/** A charset other than UTF-8: that is `utf-8` in any case, in quotes or not (RFC 9110), or `utf8`, as many stacks write it. */
const otherCharset = /^charset\s*=(?!\s*("utf-?8"|utf-?8)$)/;

/** Of JSON, in UTF-8. */
function isJsonType(contentType: string): boolean {
  if (contentType === "application/json") return true;
  const [type, ...parameters] = contentType
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  return type === "application/json" && !parameters.some((one) => otherCharset.test(one));
}

/** Plain JSON: in UTF-8 and not compressed. */
function isPlainJson(headers: ProxyRequest["headers"]): boolean {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  return encoding === "identity" && isJsonType(headers.get("content-type") ?? "");
}

/** How a body is read. */
export interface BodyLimits {
  readonly limitBytes: number;
  /** Whether it may be left out: then it is `{}`. Default: it may not. */
  readonly isOptional?: boolean | undefined;
}

/** What is read in one piece. Only a length that is said can be trusted. */
const shortBytes = 16 * 1024;

/** The text of a body, as far as the limit. */
function readWithin({ headers, body, readWhole }: ProxyRequest, limitBytes: number): ReadResult | Promise<ReadResult> {
  if (!body) return { text: "", hasMark: false };
  const length = Number(headers.get("content-length") ?? Number.NaN);
  if (!readWhole || !(length <= shortBytes)) return readText(body, limitBytes);
  return readWhole().then(
    (bytes) => readText(bytes, limitBytes),
    (cause: unknown) => ({ text: "", hasMark: false, flaw: "cut off", cause }),
  );
}

/**
 * Reads a JSON body of at most `limitBytes`; what is larger is refused without being buffered.
 *
 * @throws ProxyError `media_type_unsupported`, `body_too_large` or `body_malformed`.
 */
export async function readJsonBody(
  request: ProxyRequest,
  { limitBytes, isOptional = false }: BodyLimits,
): Promise<unknown> {
  const { headers } = request;
  const mayBeNone = isOptional && headers.get("content-type") === null;
  if (!mayBeNone && !isPlainJson(headers)) throw mediaTypeUnsupported();
  if (Number(headers.get("content-length")) > limitBytes) throw bodyTooLarge(limitBytes);
  const { text, flaw } = await readWithin(request, limitBytes);
  if (flaw === "too large") throw bodyTooLarge(limitBytes);
  if (flaw) throw bodyMalformed(flaw);
  if (text.trim() === "") {
    if (isOptional) return {};
    throw bodyMalformed("empty");
  }
  if (mayBeNone) throw mediaTypeUnsupported();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw bodyMalformed(`not JSON${describePosition(error, text)}`);
  }
}
