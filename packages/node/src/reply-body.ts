/** What a body needs of the connection that it comes from. */
export interface Source {
  pause(): void;
  resume(): void;
  abort(reason: Error): void;
}

/** The body of one reply: filled by the connection, read once. */
export interface ReplyBody extends AsyncIterable<Uint8Array> {
  push(chunk: Uint8Array): void;
  end(): void;
  fail(error: unknown): void;
}

type Step = IteratorResult<Uint8Array, undefined>;

/** The connection rests while this much waits to be read. */
const highWaterBytes = 64 * 1024;

const done: Step = { done: true, value: undefined };

/** A reader that stops early breaks the connection: what is left of the body is not read for nothing. */
export function createReplyBody(source: Source): ReplyBody {
  const chunks: Uint8Array[] = [];
  let waitingBytes = 0;
  let isOver = false;
  let failure: { readonly error: unknown } | undefined;
  let reader: { resolve(step: Step): void; reject(error: unknown): void } | undefined;

  const settle = (step?: Step) => {
    const waiting = reader;
    reader = undefined;
    if (step) waiting?.resolve(step);
    else waiting?.reject(failure?.error);
  };
  const next = (): Promise<Step> => {
    const chunk = chunks.shift();
    if (chunk) {
      waitingBytes -= chunk.byteLength;
      if (waitingBytes < highWaterBytes) source.resume();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (failure) return Promise.reject(failure.error);
    if (isOver) return Promise.resolve(done);
    return new Promise((resolve, reject) => {
      reader = { resolve, reject };
    });
  };
  const stop = (): Promise<Step> => {
    chunks.length = 0;
    if (!isOver) source.abort(new Error("the rest of the reply is not wanted"));
    isOver = true;
    return Promise.resolve(done);
  };
  return {
    [Symbol.asyncIterator]: () => ({ next, return: stop }),
    push(chunk) {
      if (isOver) return;
      if (reader) return settle({ done: false, value: chunk });
      chunks.push(chunk);
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
