/** Why a body could not be read to its end as text. */
export type ReadFlaw = "too large" | "cut off" | "not UTF-8";

/** The text that was read; with a `flaw`, only as far as it got. */
export interface ReadResult {
  readonly text: string;
  readonly flaw?: ReadFlaw;
  /** What broke the connection, where `flaw` is `cut off`. */
  readonly cause?: unknown;
}

/** Reads at most `limitBytes` of UTF-8 (a byte-order mark is dropped); never throws. What lies beyond is not buffered. */
export async function readText(chunks: AsyncIterable<Uint8Array>, limitBytes: number): Promise<ReadResult> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  try {
    for await (const chunk of chunks) {
      size += chunk.byteLength;
      if (size > limitBytes) return { text, flaw: "too large" };
      try {
        text += decoder.decode(chunk, { stream: true });
      } catch {
        return { text, flaw: "not UTF-8" };
      }
    }
  } catch (cause) {
    return { text, flaw: "cut off", cause };
  }
  try {
    return { text: text + decoder.decode() };
  } catch {
    return { text, flaw: "not UTF-8" };
  }
}
