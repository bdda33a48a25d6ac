import type { InputError } from "@nxzalo/core/errors";
import { chunksOf, type FileBytes } from "./file-bytes.ts";
import { fileError, issue } from "./refusal.ts";

/** The encodings in which spreadsheets save CSV files in Vietnam. */
export type TextEncoding = (typeof textEncodings)[number];

export const textEncodings = ["utf-8", "utf-16le", "utf-16be", "windows-1258"] as const;

/** What the beginning of a file says of its encoding. */
export interface EncodingGuess {
  /** The encoding. */
  readonly encoding: TextEncoding;
  /** Whether it can be no other: Windows-1258 never is, since its bytes may be those of TCVN3 or VNI as well. */
  readonly isCertain: boolean;
}

const utf8Mark = [0xef, 0xbb, 0xbf];
const marks: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ["utf-8", utf8Mark],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

const beginsWith = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte);

/** UTF-16 without its mark: every other byte of what is mostly ASCII is zero. */
function utf16Of(bytes: Uint8Array): TextEncoding | undefined {
  const zeros = [0, 0];
  const length = Math.min(bytes.length, 1_024);
  for (let index = 0; index < length; index += 1)
    if (bytes[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd < length / 8) return undefined;
  return odd > even ? "utf-16le" : "utf-16be";
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // As a stream: the last character may be cut.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Guesses by a byte-order mark, then by zeros, then by whether it could be UTF-8. */
export function guessEncoding(beginning: Uint8Array): EncodingGuess {
  const marked = marks.find(([, mark]) => beginsWith(beginning, mark))?.[0];
  if (marked !== undefined) return { encoding: marked, isCertain: true };
  const utf16 = utf16Of(beginning);
  if (utf16 !== undefined) return { encoding: utf16, isCertain: true };
  return isUtf8(beginning) ? { encoding: "utf-8", isCertain: true } : { encoding: "windows-1258", isCertain: false };
}

/** What is said of a file whose bytes do not exist in its encoding, by the row in which they stand. */
export const wrongEncoding = (encoding: TextEncoding, row: number): InputError => {
  const message = `is not ${encoding} throughout: name its encoding (${textEncodings.join(", ")}), or save it as CSV UTF-8`;
  return fileError(issue("encoding_wrong", message, [row]));
};

/** The text of a file, a part at a time, without a byte-order mark. What does not exist in its encoding is U+FFFD. */
export async function* toText(file: FileBytes, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of chunksOf(file)) yield decoder.decode(bytes, { stream: true });
  // What is cut off in the middle of a character.
  yield decoder.decode();
}
