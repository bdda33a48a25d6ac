import { readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Manifest } from "../public-packages.ts";
import { pnpm, run } from "../run-command.ts";

/** A packed package. */
export interface Tarball {
  readonly file: string;
  /** The package.json inside. */
  readonly manifest: Manifest;
}

export async function readTarball(file: string): Promise<Tarball> {
  return { file, manifest: JSON.parse(await run("tar", ["-xzOf", file, "package/package.json"], ".")) };
}

/** Packs every public package of a workspace into a folder. */
export async function packAll(workspace: string, folder: string): Promise<Tarball[]> {
  await mkdir(folder, { recursive: true });
  await pnpm(["--recursive", "--filter", "./packages/*", "pack", "--pack-destination", folder], workspace);
  const tarballs = await Promise.all(readdirSync(folder).map((name) => readTarball(join(folder, name))));
  return tarballs.filter(({ manifest }) => !manifest.private);
}

/** What only the workspace understands and no consumer can install. */
export function workspaceOnlyRanges({ manifest }: Tarball): string[] {
  const { dependencies, peerDependencies, optionalDependencies } = manifest;
  const ranges = Object.entries({ ...dependencies, ...peerDependencies, ...optionalDependencies });
  const isForeign = (range: string) => /^(workspace|catalog|link|file):/.test(range);
  return ranges
    .filter(([, range]) => isForeign(range))
    .map(([name, range]) => `${manifest.name} needs ${name} ${range}`);
}
