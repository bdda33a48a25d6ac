import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Manifest, readManifest } from "../public-packages.ts";

/** As Node looks it up: in the nearest node_modules above. */
function findPackage(name: string, from: string): string | undefined {
  const folder = join(from, "node_modules", name);
  if (existsSync(join(folder, "package.json"))) return realpathSync(folder);
  return dirname(from) === from ? undefined : findPackage(name, dirname(from));
}

const neededBy = ({ dependencies, peerDependencies, optionalDependencies }: Manifest): string[] =>
  Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });

/** The folders of everything that packages of ours need of others, as the lockfile has put it into the workspace. */
export function thirdPartyFolders(ours: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (folder: string) => {
    for (const name of neededBy(readManifest(folder))) {
      const needed = findPackage(name, folder);
      if (needed === undefined || found.has(needed) || ours.includes(needed)) continue;
      found.add(needed);
      visit(needed);
    }
  };
  for (const folder of ours) visit(folder);
  return [...found];
}
