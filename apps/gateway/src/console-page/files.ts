import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

type Bytes = Uint8Array<ArrayBuffer>;

/** One file of the console, as it is and compressed. */
export interface ConsoleFile {
  readonly type: string;
  /** Of its content, however that is compressed. */
  readonly etag: string;
  /** Whether its name changes with its content. */
  readonly isHashed: boolean;
  readonly plain: Bytes;
  readonly br: Bytes | undefined;
  readonly gz: Bytes | undefined;
}

/** The files by their paths below `/console/`, such as `index.html`. */
export type ConsoleFiles = ReadonlyMap<string, ConsoleFile>;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};

const isCompressed = (name: string) => /\.(?:br|gz)$/.test(name);

/** As Vite names what it builds: `assets/index-B1c2D3e4.js`. */
const hashedName = /^assets\/.+-[\w-]{8}\.\w+$/;

/**
 * Reads the console's files once: nothing that a request names is ever looked up on the disk.
 *
 * @param folder Where `index.html` is. `undefined` where there is no such folder: the gateway was built without a console.
 */
export async function readConsoleFiles(folder: string): Promise<ConsoleFiles | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: { code?: string }) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!entries) return undefined;
  const read = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const file = join(parentPath, name);
        return [relative(folder, file).split(sep).join("/"), new Uint8Array(await readFile(file))] as const;
      }),
  );
  const bytes = new Map(read);
  const files = read.filter(([name]) => !isCompressed(name));
  return new Map(
    files.map(([name, plain]) => [
      name,
      {
        type: types[extname(name)] ?? "application/octet-stream",
        etag: `W/"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
        isHashed: hashedName.test(name),
        plain,
        br: bytes.get(`${name}.br`),
        gz: bytes.get(`${name}.gz`),
      },
    ]),
  );
}
