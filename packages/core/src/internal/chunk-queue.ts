/** Where chunks come from. */
export interface ChunkSource {
  pause(): void;
  resume(): void;
  /** The rest is not wanted. */
  stop(): void;
}

/** Chunks that come by events, read once in their order. */
export interface ChunkQueue {
  /** A reader that ends early stops the source. */
  readonly chunks: AsyncIterable<Uint8Array>;
  push(chunk: Uint8Array): void;
  end(): void;
  /** The reader fails with it, once it has read what came before. */
  fail(error: unknown): void;
}

type Step = IteratorResult<Uint8Array, undefined>;

/** The source is paused while this much waits to be read. */
const highWaterBytes = 64 * 1024;

const done: Step = { done: true, value: undefined };

export function createChunkQueue(source: ChunkSource): ChunkQueue {
  const waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let isOver = false;
  let failure: { readonly error: unknown } | undefined;
  let reader: { resolve(step: Step): void; reject(error: unknown): void } | undefined;

  const settle = (step?: Step) => {
    const reading = reader;
    reader = undefined;
    if (step) reading?.resolve(step);
    else reading?.reject(failure?.error);
  };
  const next = (): Promise<Step> => {
    const chunk = waiting.shift();
    if (chunk) {
      const wasFull = waitingBytes >= highWaterBytes;
      waitingBytes -= chunk.byteLength;
      if (wasFull && waitingBytes < highWaterBytes) source.resume();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (failure) return Promise.reject(failure.error);
    if (isOver) return Promise.resolve(done);
    return new Promise((resolve, reject) => {
      reader = { resolve, reject };
    });
  };
  const stop = (): Promise<Step> => {
    waiting.length = 0;
    if (!isOver) source.stop();
    isOver = true;
    return Promise.resolve(done);
  };
  return {
    chunks: { [Symbol.asyncIterator]: () => ({ next, return: stop }) },
    push(chunk) {
      if (isOver) return;
      if (reader) return settle({ done: false, value: chunk });
      waiting.push(chunk);
      waitingBytes += chunk.byteLength;
      if (waitingBytes >= highWaterBytes) source.pause();
    },
    end() {
      isOver = true;
      settle(done);
    },
    fail(error) {
      if (isOver) return;
      isOver = true;
      failure = { error };
      settle();
    },
  };
}
