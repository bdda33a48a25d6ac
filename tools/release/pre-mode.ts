import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { publicPackages } from "../public-packages.ts";
import { run } from "../run-command.ts";

/** What `.changeset/pre.json` says: prereleases under a dist-tag, or `exit` where the next version is the release itself. */
export interface PreMode {
  readonly mode: "pre" | "exit";
  readonly tag: string;
}

export function readPreMode(workspace: string): PreMode | undefined {
  const file = join(workspace, ".changeset/pre.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/**
 * The dist-tag under which a version is found. Changesets publishes prereleases under their own only once a release is out: before, under
 * `latest`, and the very first one under both.
 */
export function distTag(workspace: string): string {
  const changelogs = publicPackages(workspace).map(({ folder }) => join(folder, "CHANGELOG.md"));
  const isOut = changelogs.some((file) => existsSync(file) && /^## \d+\.\d+\.\d+$/m.test(readFileSync(file, "utf8")));
  return (isOut && readPreMode(workspace)?.tag) || "latest";
}

/** From now on, versions are releases again. */
export const exitPreMode = (workspace: string) =>
  run(process.execPath, ["node_modules/@changesets/cli/bin.js", "pre", "exit"], workspace);
