import { parseReceipt, type Receipt } from "@nxzalo/core";
import { isNestedTooDeep, parseJson, type ReadResult, readText, receiptIssues, safeCause } from "@nxzalo/core/internal";
import type { ProxyRequest } from "../http.ts";
import { ReceiptUnreadable, receiptUntakable } from "../problems.ts";

const bodyLimitBytes = 512 * 1024;

/** What came as a receipt. */
export interface ReadReceipt {
  /** As far as it could be read as text. */
  readonly text: string;
  /** The same with its byte-order mark: what a signature is over. */
  readonly signedText: string;
  /** The receipt; otherwise why it is none, a fault whose message says why it cannot be taken. */
  readonly receipt: Receipt | ReceiptUnreadable;
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

/** @throws ReceiptUnreadable */
function parse({ text, flaw, cause }: ReadResult, headers: ProxyRequest["headers"]): Receipt {
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
  return parseReceipt(value);
}

/** Reads one receipt of at most 512 KiB. */
export async function readReceipt({ headers, body }: ProxyRequest): Promise<ReadReceipt> {
  const read = await readText(body ?? noChunks(), bodyLimitBytes);
  const { text } = read;
  const signedText = read.hasMark ? `\ufeff${text}` : text;
  try {
    return { text, signedText, receipt: parse(read, headers) };
  } catch (error) {
    if (error instanceof ReceiptUnreadable) return { text, signedText, receipt: error };
    throw error;
  }
}

async function* noChunks(): AsyncGenerator<Uint8Array, void> {}
