import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The workspace's root, with a slash at its end. */
export const root = fileURLToPath(new URL("../", import.meta.url));

/** The fields of a package.json that the checks read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A module that consumers can import. */
export interface PublicEntry {
  /** As it is imported: `@nxzalo/core/errors`. */
  readonly name: string;
  /** The built file, as an absolute path. */
  readonly file: string;
}

/** A package of ours that gets published. */
export interface PublicPackage {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  readonly entries: readonly PublicEntry[];
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** The file behind an export: a path, or nested conditions of which `default` is the one that every runtime knows. */
function fileOf(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  const { default: everywhere, import: esm } = (target ?? {}) as Record<string, unknown>;
  return everywhere === undefined && esm === undefined ? undefined : fileOf(everywhere ?? esm);
}

function entriesOf(folder: string, { name, exports = {} }: Manifest): PublicEntry[] {
  return Object.entries(exports).flatMap(([subpath, target]) => {
    const file = fileOf(target);
    return file?.endsWith("js") ? [{ name: `${name}${subpath.slice(1)}`, file: join(folder, file) }] : [];
  });
}

export function readPackage(folder: string): PublicPackage {
  const manifest = readManifest(folder);
  return { name: manifest.name, folder, manifest, entries: entriesOf(folder, manifest) };
}

/** Every package under packages/ that is not private, read anew, so that new ones and new entries are covered by themselves. */
export function publicPackages(workspace: string = root): PublicPackage[] {
  const folders = readdirSync(join(workspace, "packages")).map((room) => join(workspace, "packages", room));
  // A package that another branch has leaves its node_modules behind.
  const present = folders.filter((folder) => existsSync(join(folder, "package.json")));
  return present.map(readPackage).filter(({ manifest }) => !manifest.private);
}
