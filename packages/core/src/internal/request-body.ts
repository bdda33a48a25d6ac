import { withTimeout } from "./with-timeout.ts";

/** The part of a web stream that is used; every runtime's own fits. */
export interface WebStreamLike {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(reason?: unknown): Promise<void>;
  };
}

/** How far a body that was refused is read on. */
export interface DiscardLimits {
  readonly bytes: number;
  readonly timeoutMs: number;
}

/** So that a caller who is still sending reads the response; who sends more, or slower, is cut off. */
export const discardLimits: DiscardLimits = { bytes: 32 * 1024 * 1024, timeoutMs: 5_000 };

/** The body of a request, of which a part may be left unread. */
export interface RequestBody {
  /** As far as they are wanted; `null` where there is no body. */
  readonly chunks: AsyncIterable<Uint8Array> | null;
  /**
   * Reads on and throws away, to be awaited before the response is given: a connection with unread bytes is reset, and a caller who still
   * sends never reads the response. Never rejects.
   */
  discard(limits?: DiscardLimits): Promise<void>;
}

export function createRequestBody(stream: WebStreamLike | null): RequestBody {
  if (!stream) return { chunks: null, discard: async () => {} };
  const reader = stream.getReader();
  let isOver = false;
  async function* read(): AsyncGenerator<Uint8Array, void> {
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) if (part.value) yield part.value;
    } catch (error) {
      isOver = true;
      throw error;
    }
    isOver = true;
  }
  async function readOn(bytes: number): Promise<void> {
    let size = 0;
    for await (const chunk of read()) {
      size += chunk.byteLength;
      if (size > bytes) return;
    }
  }
  return {
    chunks: { [Symbol.asyncIterator]: read },
    discard: async ({ bytes, timeoutMs } = discardLimits) => {
      if (isOver) return;
      await withTimeout({ timeoutMs }, () => readOn(bytes)).catch(() => {});
      if (!isOver) reader.cancel().catch(() => {});
    },
  };
}
