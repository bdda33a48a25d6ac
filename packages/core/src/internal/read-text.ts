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

/** The text of bytes; where they are only its beginning, it may end within a character. */
function decode(bytes: Uint8Array, isWhole: boolean): ReadResult {
  try {
    if (!isWhole) return toResult(createDecoder().decode(bytes, { stream: true }));
    wholeDecoder ??= createDecoder();
    return toResult(wholeDecoder.decode(bytes));
  } catch {
    return { ...toResult(""), flaw: "not UTF-8" };
  }
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

async function readChunks(body: AsyncIterable<Uint8Array>, limitBytes: number): Promise<ReadResult> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      if (size + chunk.byteLength > limitBytes) return { ...decode(join(chunks, size), false), flaw: "too large" };
      chunks.push(chunk);
      size += chunk.byteLength;
    }
  } catch (cause) {
    return { ...decode(join(chunks, size), false), flaw: "cut off", cause };
  }
  return decode(join(chunks, size), true);
}

/**
 * Reads at most `limitBytes` of UTF-8; never throws. What lies beyond is not buffered. The bytes are decoded when all of them are there: a
 * decoder of a stream costs more than the whole of a short body. Bytes that are all there are read at once.
 */
export function readText(
  body: Uint8Array | AsyncIterable<Uint8Array>,
  limitBytes: number,
): ReadResult | Promise<ReadResult> {
  if (Symbol.asyncIterator in body) return readChunks(body, limitBytes);
  return body.byteLength > limitBytes ? { ...toResult(""), flaw: "too large" } : decode(body, true);
}
