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

/** Reads at most `limitBytes` of UTF-8; never throws. What lies beyond is not buffered. */
export async function readText(chunks: AsyncIterable<Uint8Array>, limitBytes: number): Promise<ReadResult> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let read = "";
  let size = 0;
  const result = () => {
    const hasMark = read.startsWith(mark);
    return { text: hasMark ? read.slice(mark.length) : read, hasMark };
  };
  try {
    for await (const chunk of chunks) {
      size += chunk.byteLength;
      if (size > limitBytes) return { ...result(), flaw: "too large" };
      try {
        read += decoder.decode(chunk, { stream: true });
      } catch {
        return { ...result(), flaw: "not UTF-8" };
      }
    }
  } catch (cause) {
    return { ...result(), flaw: "cut off", cause };
  }
  try {
    read += decoder.decode();
    return result();
  } catch {
    return { ...result(), flaw: "not UTF-8" };
  }
}
