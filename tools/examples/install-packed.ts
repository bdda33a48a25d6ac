import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { packAll } from "../packed/tarballs.ts";
import { root } from "../public-packages.ts";
import { run } from "../run-command.ts";
import type { Example } from "./example.ts";

const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** A copy of the example outside the workspace, installed by npm with the packed packages; gives its folder. The caller deletes it. */
export async function installPacked({ name, folder: source }: Example): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `nxzalo-${name}-`)));
  try {
    const filter = (file: string) => !/^(node_modules|\.next)$/.test(relative(source, file));
    await cp(source, folder, { recursive: true, filter });
    const tarballs = await packAll(root, join(folder, "tarballs"));
    await run("npm", ["install", "--no-save", ...quiet, ...tarballs.map(({ file }) => file)], folder);
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
