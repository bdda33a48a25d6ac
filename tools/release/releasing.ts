import { join } from "node:path";
import type { LoopbackRegistry } from "../packed/loopback-registry.ts";
import { packAll } from "../packed/tarballs.ts";
import { publicPackages } from "../public-packages.ts";
import { pendingChangesets, prereleasedChangesets } from "./changesets.ts";
import { problemsOf, versionsOf } from "./check-release-step.ts";
import { distTag, readPreMode } from "./pre-mode.ts";
import { buildPackages, release } from "./scratch-workspace.ts";

/** Versions by package. */
export type Versions = ReadonlyMap<string, string>;

/** The releases of a scratch workspace, one after the other, each published to the registry on loopback. */
export interface Releasing {
  readonly workspace: string;
  readonly registry: LoopbackRegistry;
  /** The versions of the last release; at first, what the workspace says. */
  current(): Versions;
  /** Publishes the present versions as they are. */
  publishPresent(): Promise<Versions>;
  /** Makes, checks and publishes the next release; its title stands in what is printed. */
  next(title: string): Promise<Versions>;
}

const print = (title: string, versions: Versions) =>
  console.log(`${title.padEnd(9)} ${[...versions].map((entry) => entry.join("@")).join(" ")}`);

export function startReleasing(workspace: string, scratch: string, registry: LoopbackRegistry): Releasing {
  let versions: Versions = new Map(publicPackages(workspace).map(({ name, manifest }) => [name, manifest.version]));
  return {
    workspace,
    registry,
    current: () => versions,
    publishPresent: async () => {
      await buildPackages(workspace);
      registry.publish(await packAll(workspace, join(scratch, "present")), distTag(workspace));
      print("present", versions);
      return versions;
    },
    next: async (title) => {
      const preMode = readPreMode(workspace);
      const isExit = preMode?.mode === "exit";
      const earlier = isExit ? prereleasedChangesets(workspace) : [];
      const changesets = [...earlier, ...pendingChangesets(workspace)];
      const after = await release(workspace, join(scratch, title));
      const problems = await problemsOf({ workspace, preMode, changesets, before: versions, after });
      if (problems.length > 0) throw new Error(`the ${title} release:\n${problems.join("\n")}`);
      const made = versionsOf(after);
      const isNew = [...made].some(([name, version]) => versions.get(name) !== version);
      if (changesets.length > 0 && !isNew) throw new Error(`the ${title} release: changesets made no version`);
      versions = made;
      registry.publish(after, distTag(workspace));
      print(title, versions);
      return versions;
    },
  };
}
