import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "../run-command.ts";

/** A Node of this machine. */
export interface NodeVersion {
  /** Without the `v`. */
  readonly version: string;
  readonly executable: string;
}

const parts = (version: string) => version.split(".").map(Number);

/** Whether a version is below another, of which only some parts may be given: 22.9.1 is older than 22.19. */
export function isOlder(version: string, other: string): boolean {
  const have = parts(version);
  const want = parts(other);
  const index = want.findIndex((part, at) => part !== (have[at] ?? 0));
  return index !== -1 && (have[index] ?? 0) < (want[index] ?? 0);
}

/** The Node that runs this, then the others on PATH: one for each major version. */
export async function installedNodes(): Promise<NodeVersion[]> {
  const file = process.platform === "win32" ? "node.exe" : "node";
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, file));
  const found = [{ version: process.versions.node, executable: process.execPath }];
  for (const executable of new Set(onPath.filter((path) => existsSync(path)))) {
    const version = (await run(executable, ["--version"], ".")).trim().slice(1);
    const [major] = parts(version);
    if (!found.some((other) => parts(other.version)[0] === major)) found.push({ version, executable });
  }
  return found;
}
