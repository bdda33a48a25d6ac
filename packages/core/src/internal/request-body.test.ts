import { describe, expect, it, vi } from "vitest";
import { createRequestBody } from "./request-body.ts";

/** A stream of chunks of 10 bytes that counts what was asked of it. */
function createStream(chunks: number, read = async () => {}) {
  let left = chunks;
  const cancel = vi.fn(async () => {});
  const next = vi.fn(async () => {
    await read();
    return left-- > 0 ? { done: false, value: new Uint8Array(10) } : { done: true };
  });
  return { getReader: () => ({ read: next, cancel }), next, cancel };
}

async function readSome(chunks: AsyncIterable<Uint8Array> | null, count: number) {
  for await (const _ of chunks ?? []) if (--count === 0) return;
}

describe("a request's body", () => {
  it("that was read to its end needs nothing more", async () => {
    const stream = createStream(3);
    const { chunks, discard } = createRequestBody(stream);
    await readSome(chunks, 9);
    await discard();
    expect(stream.next).toHaveBeenCalledTimes(4);
    expect(stream.cancel).not.toHaveBeenCalled();
  });

  it.each([0, 1, 2])("is read on where %i chunks were wanted", async (count) => {
    const stream = createStream(5);
    const { chunks, discard } = createRequestBody(stream);
    if (count > 0) await readSome(chunks, count);
    await discard();
    expect(stream.next).toHaveBeenCalledTimes(6);
  });

  it("is read on as far as a limit, and cut off there", async () => {
    const stream = createStream(1_000);
    await createRequestBody(stream).discard({ bytes: 25, timeoutMs: 10_000 });
    expect(stream.next).toHaveBeenCalledTimes(3);
    expect(stream.cancel).toHaveBeenCalledOnce();
  });

  it("that is sent too slowly is cut off, and a connection that breaks is no error", async () => {
    const slow = createStream(1, () => new Promise(() => {}));
    await createRequestBody(slow).discard({ bytes: 25, timeoutMs: 10 });
    expect(slow.cancel).toHaveBeenCalledOnce();
    await createRequestBody(createStream(1, () => Promise.reject(new Error("reset")))).discard();
    const { chunks, discard } = createRequestBody(null);
    expect(chunks).toBeNull();
    await discard();
  });
});
