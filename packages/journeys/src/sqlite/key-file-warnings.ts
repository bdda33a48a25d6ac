import { readFileSync, statSync } from "node:fs";
import { keyFileOf } from "./key-file.ts";

/** A path as a shell takes it. */
const quoted = (path: string) => `'${path.replaceAll("'", "'\\''")}'`;

/** What is known of a key file; nothing where there is none, or it cannot be read. */
function readKeyFile(file: string) {
  try {
    return { key: readFileSync(file, "utf8").trim(), mode: statSync(file).mode };
  } catch {
    return undefined;
  }
}

/** What is wrong with the key file beside a database, each with the command that corrects it. `storeKeys` are those of `STORE_KEY`. */
function findFlaws(path: string, storeKeys: readonly string[]): string[] {
  const file = keyFileOf(path);
  const found = readKeyFile(file);
  const isNamed = found !== undefined && storeKeys.includes(found.key);
  if (!found || (storeKeys.length > 0 && !isNamed)) return [];
  const flaws: string[] = [];
  // Windows has no such modes.
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0)
    flaws.push(`the key of the store can be read by others: chmod 600 ${quoted(file)}`);
  if (process.env["NODE_ENV"] === "production") {
    const beside = "the key of the store lies beside its database, where one copy takes both:";
    const first = isNamed ? "STORE_KEY has it already," : `set STORE_KEY to what \`cat ${quoted(file)}\` prints, then`;
    flaws.push(`${beside} ${first} rm ${quoted(file)}`);
  }
  return flaws;
}

const warned = new Set<string>();

/**
 * Warns, by Node's own warnings and once each, of a key file that others can read, and in production (`NODE_ENV=production`) of one that lies
 * beside its database.
 */
export function warnOfKeyFile(path: string, storeKeys: readonly string[]): void {
  for (const flaw of findFlaws(path, storeKeys).filter((one) => !warned.has(one))) {
    warned.add(flaw);
    process.emitWarning(flaw, "NxZaloWarning");
  }
}
