import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../tools/public-packages.ts";
import { pnpm, run } from "../../tools/run-command.ts";

/** The commit that speed is measured from: the last one before the packages were cut as they are now. */
const commit = "e183ffa3b93eb446a241650801042bc3dceffa5e";

async function build(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const archive = join(folder, "tree.tar");
  await run("git", ["archive", "--output", archive, commit], root);
  await run("tar", ["-xf", archive], folder);
  await pnpm(["install", "--frozen-lockfile"], folder);
  await pnpm(["exec", "turbo", "run", "build", "--filter=nxzalo-bench..."], folder);
}

/**
 * The folder of that commit's own tree, built: once, since it never changes. `undefined` in a clone that has not got it, such as a shallow
 * one; the rows against it are then left out.
 */
export async function openBaseline(): Promise<string | undefined> {
  // Not in `node_modules`: Node takes no TypeScript there.
  const folder = join(tmpdir(), "nxzalo-bench", commit);
  const mark = join(folder, "built");
  if (existsSync(mark)) return folder;
  const isThere = await run("git", ["cat-file", "-e", commit], root).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    console.error(`this clone has no ${commit}: the rows against it are left out`);
    return undefined;
  }
  console.error(`building ${commit}, once`);
  await build(folder);
  await writeFile(mark, "");
  return folder;
}
