import { ProxyError, type ProxyErrorCode } from "@nxzalo/core/errors";
import { readText } from "@nxzalo/core/internal";
import type { ProxyRequest } from "./exchange.ts";

const refuse = (code: ProxyErrorCode, message: string, hint?: string) =>
  new ProxyError(message, { code, outcome: "not_sent", hint });

/** V8 names the position at the end of some of its messages, which are never shown: they quote the text. */
function positionOf(error: unknown, text: string): string {
  const message = (error as Error).message;
  if (/^Unexpected end|^Unterminated string/.test(message)) return ` at position ${text.length}, where it ends`;
  const position = /at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(message)?.[1];
  return position === undefined ? "" : ` at position ${position}`;
}

/**
 * Reads a JSON body of at most `limitBytes`; what is larger is refused without being buffered.
 *
 * @throws ProxyError `media_type_unsupported`, `body_too_large` or `body_malformed`.
 */
export async function readJsonBody({ headers, body }: ProxyRequest, limitBytes: number): Promise<unknown> {
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(/\s*;\s*/);
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.replaceAll('"', "");
  const encoding = headers.get("content-encoding")?.toLowerCase() ?? "identity";
  if (type.trim() !== "application/json" || (charset && charset !== "charset=utf-8") || encoding !== "identity") {
    const hint = "send `content-type: application/json`, in UTF-8 and not compressed";
    throw refuse("media_type_unsupported", "The body must be plain JSON", hint);
  }
  const tooLarge = () => refuse("body_too_large", `The body is larger than ${limitBytes} bytes`);
  if (Number(headers.get("content-length")) > limitBytes) throw tooLarge();
  const { text, flaw } = body ? await readText(body, limitBytes) : { text: "" };
  if (flaw === "too large") throw tooLarge();
  if (flaw) throw refuse("body_malformed", `The body is ${flaw}`);
  if (text.trim() === "") throw refuse("body_malformed", "The body is empty");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse("body_malformed", `The body is not JSON${positionOf(error, text)}`);
  }
}
