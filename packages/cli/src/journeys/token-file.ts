import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { withPath } from "../with-path.ts";

/** More than a token has. */
const room = Buffer.alloc(4096, " ");

/** A new file for a token, of its owner alone. */
export interface TokenFile {
  readonly path: string;
  readonly write: (token: string) => Promise<void>;
  /** Closes it, and removes it where no token was written. */
  readonly close: () => void;
}

function fill(file: number, bytes: Buffer): void {
  if (writeSync(file, bytes, 0, bytes.length, 0) === bytes.length) return;
  throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
}

/**
 * Makes the file, and takes the room on the disk that a token needs: one that cannot be written would be lost.
 *
 * @throws the system's error, with the file's name in it; no file is left then.
 */
export async function createTokenFile(path: string): Promise<TokenFile> {
  const file = openSync(path, "wx", 0o600);
  let isWritten = false;
  const close = () => {
    closeSync(file);
    if (!isWritten) rmSync(path, { force: true });
  };
  const write = (token: string) =>
    withPath(path, async () => {
      const line = Buffer.from(`${token}\n`);
      fill(file, line);
      ftruncateSync(file, line.length);
      isWritten = true;
    });
  try {
    await withPath(path, async () => fill(file, room));
  } catch (error) {
    close();
    throw error;
  }
  return { path, write, close };
}
