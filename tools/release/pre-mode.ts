import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
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

/** From now on, versions are releases again. */
export const exitPreMode = (workspace: string) =>
  run(process.execPath, ["node_modules/@changesets/cli/bin.js", "pre", "exit"], workspace);
