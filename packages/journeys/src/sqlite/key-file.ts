import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The file of a database's own key. */
export const keyFileOf = (path: string): string => `${path}.key`;

export const hasKeyFile = (path: string): boolean => existsSync(keyFileOf(path));

/**
 * The key beside a database, made once: only its owner may read it. Other processes that start at the same time read the same one. `isNew`
 * where this call has made it; it is then on the disk, before anything is that needs it.
 */
export function keyBeside(path: string): { readonly key: string; readonly file: string; readonly isNew: boolean } {
  const file = keyFileOf(path);
  const isNew = !existsSync(file) && createKeyFile(file);
  return { key: readFileSync(file, "utf8").trim(), file, isNew };
}

/** Writes a whole file that did not exist, and waits for the disk. */
function writeThrough(file: string, text: string): void {
  const descriptor = openSync(file, "wx", 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Waits until a folder's names are on the disk; not every system lets a folder be opened for that. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {
    // Then its names are as safe as that system makes them.
  }
}

function createKeyFile(file: string): boolean {
  // Whole before it has its name, so that no process reads half a key.
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeThrough(draft, randomBytes(32).toString("base64"));
  try {
    linkSync(draft, file);
    syncFolder(dirname(file));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    unlinkSync(draft);
  }
}
