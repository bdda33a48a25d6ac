import { type FileBytes, readBytes } from "../file-bytes.ts";
import { fileError, issue } from "../refusal.ts";
import { loadFflate } from "./packages.ts";

/** How far an archive may be inflated. */
export interface InflationLimits {
  readonly maxInflatedBytes?: number | undefined;
  readonly maxInflationRatio?: number | undefined;
}

/** The parts of an XLSX file, which is a ZIP archive. */
export interface Archive {
  readonly has: (name: string) => boolean;
  /** The bytes of a part, a piece at a time. */
  readonly read: (name: string) => AsyncGenerator<Uint8Array>;
}

interface Part {
  readonly isDeflated: boolean;
  readonly isEncrypted: boolean;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its own header begins. */
  readonly start: number;
}

export const damaged = () => fileError(issue("file_damaged", "is damaged or cut off: save it again"));
const wrongKind = (what: string) => fileError(issue("file_format_wrong", `${what}: save it as XLSX or CSV UTF-8`));

const endSignature = 0x06054b50;
const partSignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const longestComment = 0xffff;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the directory of the archive lies, by the record at its end. */
async function findDirectory(file: FileBytes) {
  const from = Math.max(0, file.size - endBytes - longestComment);
  const end = viewOf(await readBytes(file, from, file.size));
  for (let at = end.byteLength - endBytes; at >= 0; at -= 1) {
    if (end.getUint32(at, true) !== endSignature) continue;
    const [count, size, start] = [
      end.getUint16(at + 10, true),
      end.getUint32(at + 12, true),
      end.getUint32(at + 16, true),
    ];
    if (count === 0xffff || start === 0xffffffff) throw wrongKind("is larger than 4 GiB");
    if (start + size > from + at) throw damaged();
    return { count, size, start };
  }
  throw damaged();
}

function readParts(directory: Uint8Array, count: number): Map<string, Part> {
  const view = viewOf(directory);
  const decoder = new TextDecoder("utf-8");
  const parts = new Map<string, Part>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== partSignature) throw damaged();
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const method = view.getUint16(at + 10, true);
    if (method !== 0 && method !== 8) throw wrongKind("is packed in an unusual way");
    parts.set(decoder.decode(directory.subarray(at + 46, nameEnd)), {
      isDeflated: method === 8,
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      start: view.getUint32(at + 42, true),
    });
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

const gibibyte = 1024 ** 3;
/** What is small does no harm, however well it is packed. */
const harmlessBytes = 1024 * 1024;
/** Deflate makes at most 1,032 times as much of it. */
const pieceBytes = 16 * 1024;

/** @throws InputError `file_too_large`, by what the directory says: `read` holds each part to it. */
function checkSizes(
  parts: Iterable<Part>,
  { maxInflatedBytes = gibibyte, maxInflationRatio = 200 }: InflationLimits,
): void {
  let sum = 0;
  for (const { bytes, packedBytes, isEncrypted } of parts) {
    sum += bytes;
    if (isEncrypted) throw wrongKind("has a password");
    if (bytes > harmlessBytes && bytes > packedBytes * maxInflationRatio)
      throw fileError(issue("file_too_large", `inflates to more than ${maxInflationRatio} times its size`));
  }
  if (sum > maxInflatedBytes)
    throw fileError(issue("file_too_large", `inflates to more than ${maxInflatedBytes} bytes`));
}

/**
 * Opens a ZIP archive. What it inflates to is checked by its directory before anything is inflated, and a part that inflates to more than
 * its entry there says ends the reading.
 *
 * @throws InputError `file_damaged`, `file_format_wrong`, `file_too_large`
 */
export async function openArchive(file: FileBytes, limits: InflationLimits): Promise<Archive> {
  const { Inflate } = await loadFflate();
  const { count, size, start } = await findDirectory(file);
  const parts = readParts(await readBytes(file, start, start + size), count);
  checkSizes(parts.values(), limits);

  async function* readPacked({
    start: header,
    packedBytes,
  }: Part): AsyncGenerator<{ bytes: Uint8Array; isLast: boolean }> {
    const view = viewOf(await readBytes(file, header, header + 30));
    if (view.byteLength < 30 || view.getUint32(0, true) !== localSignature) throw damaged();
    const from = header + 30 + view.getUint16(26, true) + view.getUint16(28, true);
    const end = from + packedBytes;
    if (end > file.size) throw damaged();
    for (let at = from; at < end; at += pieceBytes)
      yield { bytes: await readBytes(file, at, Math.min(end, at + pieceBytes)), isLast: at + pieceBytes >= end };
  }

  async function* read(name: string): AsyncGenerator<Uint8Array> {
    const part = parts.get(name);
    if (part === undefined) throw damaged();
    let left = part.bytes;
    let ready: Uint8Array[] = [];
    const take = (bytes: Uint8Array) => {
      left -= bytes.length;
      if (left < 0) throw damaged();
      ready.push(bytes);
    };
    const inflate = new Inflate(take);
    for await (const { bytes, isLast } of readPacked(part)) {
      try {
        if (part.isDeflated) inflate.push(bytes, isLast);
        else take(bytes);
      } catch {
        throw damaged();
      }
      const pieces = ready;
      ready = [];
      yield* pieces;
    }
    if (left !== 0) throw damaged();
  }

  return { has: (name) => parts.has(name), read };
}
