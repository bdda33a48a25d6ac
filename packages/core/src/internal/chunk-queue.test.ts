import { describe, expect, it, vi } from "vitest";
import { createChunkQueue } from "./chunk-queue.ts";

const createSource = () => ({ pause: vi.fn(), resume: vi.fn(), stop: vi.fn() });
const bytes = (length: number, value = 1) => new Uint8Array(length).fill(value);

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<number[]> {
  const read: number[] = [];
  for await (const chunk of chunks) read.push(...chunk);
  return read;
}

describe("a queue of chunks", () => {
  it("gives what came before it is read, and what comes while it is", async () => {
    const { chunks, push, end } = createChunkQueue(createSource());
    push(bytes(1, 1));
    const reading = readAll(chunks);
    await Promise.resolve();
    push(bytes(1, 2));
    push(bytes(1, 3));
    end();
    expect(await reading).toEqual([1, 2, 3]);
  });

  it("fails when all that came before has been read", async () => {
    const { chunks, push, fail } = createChunkQueue(createSource());
    push(bytes(1, 1));
    const error = new Error("the connection broke");
    fail(error);
    const iterator = chunks[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: bytes(1, 1) });
    await expect(iterator.next()).rejects.toBe(error);
  });

  it("holds its source up while much of it waits", async () => {
    const source = createSource();
    const { chunks, push } = createChunkQueue(source);
    push(bytes(64 * 1024));
    expect([source.pause, source.resume].map((calls) => calls.mock.calls.length)).toEqual([1, 0]);
    await chunks[Symbol.asyncIterator]().next();
    expect(source.resume).toHaveBeenCalledTimes(1);
  });

  it("stops its source where the rest is not wanted, and not after its end", async () => {
    const source = createSource();
    const { chunks, push, end } = createChunkQueue(source);
    push(bytes(1));
    for await (const _ of chunks) break;
    push(bytes(1));
    end();
    expect(await readAll(chunks)).toEqual([]);
    expect(source.stop).toHaveBeenCalledTimes(1);
    const over = createSource();
    const ended = createChunkQueue(over);
    ended.end();
    await ended.chunks[Symbol.asyncIterator]().return?.();
    expect(over.stop).not.toHaveBeenCalled();
  });
});
