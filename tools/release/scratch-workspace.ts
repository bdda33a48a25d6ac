import { cp, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { packAll, type Tarball } from "../packed/tarballs.ts";
import { root } from "../public-packages.ts";
import { pnpm, run } from "../run-command.ts";
import { pendingChangesets } from "./changesets.ts";
import { readPreMode } from "./pre-mode.ts";

const commit = async (folder: string, message: string) => {
  // A made-up name: the history ends with the scratch folder.
  const author = ["-c", "user.name=release check", "-c", "user.email=release-check@localhost"];
  await run("git", ["add", "--all"], folder);
  await run(
    "git",
    [...author, "commit", "--quiet", "--no-gpg-sign", "--no-verify", "--allow-empty", "-m", message],
    folder,
  );
};

/** Copies the workspace as it is now, uncommitted changes included, and installs it from what is on the disk already. */
export async function copyWorkspace(folder: string): Promise<void> {
  const inList = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], root);
  const deleted = new Set((await run("git", ["ls-files", "-z", "--deleted"], root)).split("\0"));
  for (const path of inList.split("\0").filter((one) => one !== "" && !deleted.has(one))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(root, path), join(folder, path));
  }
  await run("git", ["init", "--quiet", "--initial-branch", "main"], folder);
  await commit(folder, "before the release");
  const store = (await pnpm(["store", "path"], root)).trim();
  await pnpm(["install", "--offline", "--frozen-lockfile", "--ignore-scripts", "--store-dir", store], folder);
}

export const buildPackages = (workspace: string) =>
  pnpm(["exec", "turbo", "run", "build", "--filter", "./packages/*", "--output-logs=errors-only"], workspace);

/** What a release does, short of publishing: `changeset version`, build, pack. */
export async function release(workspace: string, tarballs: string): Promise<Tarball[]> {
  // A changelog names the commit that brought the changeset.
  await commit(workspace, "changes");
  // With nothing pending changesets fails, and there is nothing to do, except that prereleases end.
  if (pendingChangesets(workspace).length > 0 || readPreMode(workspace)?.mode === "exit") {
    await run(process.execPath, ["node_modules/@changesets/cli/bin.js", "version"], workspace);
  }
  await commit(workspace, "versions");
  await buildPackages(workspace);
  return packAll(workspace, tarballs);
}
