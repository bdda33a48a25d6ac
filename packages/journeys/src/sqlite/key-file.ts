import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";

/**
 * The key beside a database, made once: only its owner may read it. Whoever else starts at the same time reads the same one. `isNew`
 * where this call has made it.
 */
export function keyBeside(path: string): { readonly key: string; readonly file: string; readonly isNew: boolean } {
  const file = `${path}.key`;
  const isNew = !existsSync(file) && made(file);
  return { key: readFileSync(file, "utf8").trim(), file, isNew };
}

function made(file: string): boolean {
  // Whole before it has its name, so that nobody reads half a key.
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    unlinkSync(draft);
  }
}
