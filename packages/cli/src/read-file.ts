import { closeSync, openAsBlob, openSync, readFileSync, statSync } from "node:fs";

/** The text of a file. @throws the system's error, always with the file's name in it. */
export function readTextFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    // Of a folder the system gives no name.
    throw Object.assign(error as NodeJS.ErrnoException, { path });
  }
}

/** A file whose parts are read as they are needed. @throws the system's error, with the file's name in it. */
export async function openFile(path: string): Promise<Blob> {
  // The error of `openAsBlob` has neither a code nor a name.
  closeSync(openSync(path, "r"));
  if (statSync(path).isDirectory()) throw Object.assign(new Error("EISDIR"), { code: "EISDIR", path });
  return openAsBlob(path);
}
