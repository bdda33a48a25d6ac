import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publicPackages } from "../public-packages.ts";
import { type Bump, largest } from "./bump.ts";

/** A change that waits for the next release. */
export interface Changeset {
  readonly id: string;
  readonly bumps: ReadonlyMap<string, Bump>;
  readonly summary: string;
}

function parse(id: string, text: string): Changeset {
  const [, head = "", summary = ""] = text.split(/^---$/m);
  const lines = [...head.matchAll(/^["']?([^"':]+)["']?:\s*(patch|minor|major)\s*$/gm)];
  return { id, bumps: new Map(lines.map(([, name = "", bump]) => [name, bump as Bump])), summary: summary.trim() };
}

function changesetsIn(folder: string): Changeset[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md");
  return files.map((name) => parse(name, readFileSync(join(folder, name), "utf8")));
}

/** What no version has yet. */
export const pendingChangesets = (workspace: string) => changesetsIn(join(workspace, ".changeset"));

/** Names in pending changesets that no release has. Changesets leaves such a file where it is, and publishes nothing while it is there. */
export function neverReleased(workspace: string): string[] {
  const names = new Set(publicPackages(workspace).map(({ name }) => name));
  return pendingChangesets(workspace).flatMap(({ id, bumps }) =>
    [...bumps.keys()].filter((name) => !names.has(name)).map((name) => `.changeset/${id} names ${name}`),
  );
}

/** What prereleases have already, and the release they lead to will have. */
export const prereleasedChangesets = (workspace: string) => changesetsIn(join(workspace, ".changeset/pre"));

export function addChangeset(workspace: string, name: string, bump: Bump): void {
  const text = `---\n"${name}": ${bump}\n---\n\nA ${bump} change, to try the release.\n`;
  writeFileSync(join(workspace, ".changeset", `trial-${bump}.md`), text);
}

/** The groups of packages that always have one version. */
function fixedGroups(workspace: string): RegExp[][] {
  const { fixed } = JSON.parse(readFileSync(join(workspace, ".changeset/config.json"), "utf8")) as {
    fixed: string[][];
  };
  const toPattern = (glob: string) => new RegExp(`^${glob.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
  return fixed.map((globs) => globs.map(toPattern));
}

/** Every name that moves with this one, itself included. */
export function movingWith(name: string, names: readonly string[], workspace: string): string[] {
  const group = fixedGroups(workspace).find((globs) => globs.some((glob) => glob.test(name)));
  return group ? names.filter((other) => group.some((glob) => glob.test(other))) : [name];
}

/** What the changesets ask for one package. */
export const requestedBump = (name: string, changesets: readonly Changeset[]): Bump =>
  largest(changesets.map(({ bumps }) => bumps.get(name) ?? "none"));
