/** The part of a `Blob` that is used: a `File` of a browser, or what Node's `openAsBlob` gives. */
export interface FileBytes {
  /** Bytes. */
  readonly size: number;
  /** A part of it. */
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

const chunkBytes = 64 * 1024;

/** The bytes from one place up to another. */
export const readBytes = async (file: FileBytes, start: number, end: number): Promise<Uint8Array> =>
  new Uint8Array(await file.slice(start, Math.min(end, file.size)).arrayBuffer());

/** All bytes in order, a part at a time. */
export async function* chunksOf(file: FileBytes): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.size; start += chunkBytes) yield await readBytes(file, start, start + chunkBytes);
}

/** Takes the bytes of a file, in order. */
export type WriteBytes = (bytes: Uint8Array) => void | Promise<void>;
