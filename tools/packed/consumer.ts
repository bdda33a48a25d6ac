import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { run } from "../run-command.ts";
import { type LoopbackRegistry, startRegistry } from "./loopback-registry.ts";
import { readTarball, type Tarball } from "./tarballs.ts";
import { thirdPartyFolders } from "./third-party.ts";

/** As it lies in the workspace, which is as its own publisher packed it. */
async function packThirdParty(folder: string, scratch: string): Promise<Tarball> {
  const staging = await mkdtemp(join(scratch, "third-party-"));
  await cp(folder, join(staging, "package"), {
    recursive: true,
    filter: (path) => relative(folder, path) !== "node_modules",
  });
  const file = `${staging}.tgz`;
  await run("tar", ["-czf", file, "-C", staging, "package"], scratch);
  return readTarball(file);
}

/** A registry that holds what packages of ours need of others. */
export async function registryFor(folders: readonly string[], scratch: string): Promise<LoopbackRegistry> {
  const needed = thirdPartyFolders(folders).map((folder) => packThirdParty(folder, scratch));
  const registry = await startRegistry();
  registry.publish(await Promise.all(needed));
  return registry;
}

/** A project of somebody else's, outside the workspace. */
export interface Consumer {
  readonly folder: string;
  npm(...args: string[]): Promise<string>;
}

/** Creates it with its dependencies, not installed yet. */
export async function createConsumer(
  folder: string,
  { url }: LoopbackRegistry,
  dependencies: Readonly<Record<string, string>>,
): Promise<Consumer> {
  await mkdir(folder, { recursive: true });
  const manifest = { name: "consumer", private: true, type: "module", dependencies };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest, undefined, 2));
  // Neither the cache nor the settings of the user who runs this.
  const settings = ["--registry", url, "--cache", join(folder, ".npm"), "--userconfig", join(folder, ".npmrc")];
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  return { folder, npm: (...args) => run("npm", [...args, ...settings, ...quiet], folder) };
}
