import { existsSync, readdirSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readManifest, root } from "../public-packages.ts";

/** Gives a folder the workspace's packages and what they are built with, which a reader would have installed for the snippets. */
export async function linkPackages(folder: string): Promise<void> {
  const rooms = ["packages", "apps"]
    .flatMap((room) => readdirSync(join(root, room)).map((name) => join(root, room, name)))
    .filter((folder) => existsSync(join(folder, "package.json")));
  const own = rooms.map((path): [string, string] => [readManifest(path).name, path]);
  const needed = rooms.flatMap((path) => {
    const { dependencies, devDependencies } = readManifest(path);
    const names = Object.keys({ ...dependencies, ...devDependencies });
    return names.map((name): [string, string] => [name, join(path, "node_modules", name)]);
  });
  // Ours last, so that they are the built ones of the workspace.
  const links = new Map([["@types/node", join(root, "node_modules/@types/node")], ...needed, ...own]);
  for (const [name, target] of links) {
    const link = join(folder, "node_modules", name);
    if (!existsSync(target)) continue;
    await mkdir(dirname(link), { recursive: true });
    await symlink(target, link, "junction");
  }
}
