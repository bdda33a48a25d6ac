import { parseReceipt, type Receipt } from "@nxzalo/core";
import { isNestedTooDeep, parseJson, readText, receiptIssues, safeCause } from "@nxzalo/core/internal";
import type { ProxyRequest } from "../http.ts";
import { receiptUntakable } from "../problems.ts";

const bodyLimitBytes = 512 * 1024;

/** A receipt as it came. */
export interface ReadReceipt {
  readonly receipt: Receipt;
  /** The text of the body, with its byte-order mark: what a signature is over. */
  readonly signedText: string;
}

/** Form fields or compressed content, by what the headers say of a body that cannot be read. */
function findOtherFormat(headers: ProxyRequest["headers"]): string | undefined {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (encoding !== "" && encoding !== "identity") return "it is compressed";
  const type = headers.get("content-type")?.trim().toLowerCase() ?? "";
  return /^(application\/x-www-form-urlencoded|multipart\/)/.test(type) ? "it consists of form fields" : undefined;
}

/** The JSON value of a text. Only where it is none, the headers say why: what can be read is not lost. */
function parseBody(text: string, headers: ProxyRequest["headers"]): unknown {
  if (isNestedTooDeep(text)) throw receiptUntakable("body_malformed", "it is nested too deep");
  try {
    return parseJson(text);
  } catch {
    const format = findOtherFormat(headers);
    if (format) throw receiptUntakable("media_type_unsupported", format);
    throw receiptUntakable("body_malformed", text.trim() === "" ? "it is empty" : "it is not JSON");
  }
}

/**
 * Reads one receipt of at most 512 KiB.
 *
 * @throws ProxyError `body_malformed`, `body_too_large` or `media_type_unsupported`, a fault whose message says why it cannot be taken.
 */
export async function readReceipt({ headers, body }: ProxyRequest): Promise<ReadReceipt> {
  const { text, hasMark, flaw, cause } = await readText(body ?? noChunks(), bodyLimitBytes);
  if (flaw === "too large") throw receiptUntakable("body_too_large", `it is larger than ${bodyLimitBytes} bytes`);
  if (flaw === "cut off") throw receiptUntakable("body_malformed", "it is cut off", safeCause(cause));
  if (flaw) {
    const format = findOtherFormat(headers);
    throw receiptUntakable(format ? "media_type_unsupported" : "body_malformed", format ?? `it is ${flaw}`);
  }
  const value = parseBody(text, headers);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw receiptUntakable("body_malformed", Array.isArray(value) ? "it is an array" : "it is not a JSON object");
  }
  const [issue] = receiptIssues(value as Readonly<Record<string, unknown>>);
  if (issue) throw receiptUntakable("body_malformed", `${issue.path.join(".") || "it"} ${issue.message}`);
  return { receipt: parseReceipt(value), signedText: hasMark ? `\ufeff${text}` : text };
}

async function* noChunks(): AsyncGenerator<Uint8Array, void> {}
