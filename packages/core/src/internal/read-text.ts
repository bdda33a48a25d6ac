/** Why a body could not be read to its end as text. */
export type ReadFlaw = "too large" | "cut off" | "not UTF-8";

/** The text that was read; with a `flaw`, only as far as it got. */
export interface ReadResult {
  readonly text: string;
  /** Whether a byte-order mark stood before it, which is no part of it. */
  readonly hasMark: boolean;
  readonly flaw?: ReadFlaw;
  /** What broke the connection, where `flaw` is `cut off`. */
  readonly cause?: unknown;
}

const mark = "\ufeff";

const createDecoder = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Of bytes that are all there; it keeps nothing between them. */
let wholeDecoder: TextDecoder | undefined;

function toResult(read: string): ReadResult {
  const hasMark = read.startsWith(mark);
  return { text: hasMark ? read.slice(mark.length) : read, hasMark };
}

function readWhole(bytes: Uint8Array, limitBytes: number): ReadResult {
  if (bytes.byteLength > limitBytes) return { ...toResult(""), flaw: "too large" };
  wholeDecoder ??= createDecoder();
  try {
    return toResult(wholeDecoder.decode(bytes));
  } catch {
    return { ...toResult(""), flaw: "not UTF-8" };
  }
}

/** Reads at most `limitBytes` of UTF-8; never throws. What lies beyond is not buffered. */
export async function readText(body: Uint8Array | AsyncIterable<Uint8Array>, limitBytes: number): Promise<ReadResult> {
  if (!(Symbol.asyncIterator in body)) return readWhole(body, limitBytes);
  const decoder = createDecoder();
  let read = "";
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > limitBytes) return { ...toResult(read), flaw: "too large" };
      try {
        read += decoder.decode(chunk, { stream: true });
      } catch {
        return { ...toResult(read), flaw: "not UTF-8" };
      }
    }
  } catch (cause) {
    return { ...toResult(read), flaw: "cut off", cause };
  }
  try {
    return toResult(read + decoder.decode());
  } catch {
    return { ...toResult(read), flaw: "not UTF-8" };
  }
}
