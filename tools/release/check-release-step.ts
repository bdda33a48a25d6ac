import { type Tarball, workspaceOnlyRanges } from "../packed/tarballs.ts";
import { run } from "../run-command.ts";
import { type Bump, bumpBetween, bumped, isLarger, largest, prebumped, releaseOf } from "./bump.ts";
import { type Changeset, movingWith, requestedBump } from "./changesets.ts";
import type { PreMode } from "./pre-mode.ts";

/** One release: what was asked for, the versions before, and what came out. */
export interface ReleaseStep {
  readonly workspace: string;
  readonly preMode: PreMode | undefined;
  readonly changesets: readonly Changeset[];
  readonly before: ReadonlyMap<string, string>;
  readonly after: readonly Tarball[];
}

export const versionsOf = (tarballs: readonly Tarball[]): Map<string, string> =>
  new Map(tarballs.map(({ manifest }) => [manifest.name, manifest.version]));

function nextVersion(version: string, step: Bump, preMode: PreMode | undefined): string {
  if (preMode?.mode === "pre") return prebumped(version, step, preMode.tag);
  return preMode?.mode === "exit" ? releaseOf(version) : bumped(version, step);
}

function wrongVersion({ workspace, preMode, changesets, before }: ReleaseStep, { manifest }: Tarball): string[] {
  const { name, version } = manifest;
  const group = movingWith(name, [...before.keys()], workspace);
  const step = largest(group.map((one) => requestedBump(one, changesets)));
  const old = before.get(name) ?? version;
  // All of a fixed group move alike. A package outside may be patched, because what it needs has moved.
  if (group.length > 1) {
    const highest = group
      .map((one) => before.get(one) ?? "")
      .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
      .at(-1);
    const expected = step === "none" ? old : nextVersion(highest ?? old, step, preMode);
    return version === expected ? [] : [`${name} became ${version}, not ${expected}`];
  }
  const made = bumpBetween(old, version);
  return isLarger(made, largest([step, "patch"]))
    ? [`${name}: a ${made} (${old} to ${version}) that nobody asked for`]
    : [];
}

function wrongRanges({ after }: ReleaseStep, tarball: Tarball): string[] {
  const { name, dependencies, peerDependencies } = tarball.manifest;
  const versions = versionsOf(after);
  const internal = Object.entries({ ...dependencies, ...peerDependencies }).filter(([needed]) => versions.has(needed));
  const wrong = internal.filter(([needed, range]) => range !== `^${versions.get(needed)}`);
  return [
    ...workspaceOnlyRanges(tarball),
    ...wrong.map(([needed, range]) => `${name} needs ${needed} ${range}, not ^${versions.get(needed)}`),
  ];
}

async function wrongChangelog({ changesets, before }: ReleaseStep, { file, manifest }: Tarball): Promise<string[]> {
  const { name, version } = manifest;
  if (before.get(name) === version) return [];
  const text = await run("tar", ["-xzOf", file, "package/CHANGELOG.md"], ".").catch(() => "");
  const [newest = ""] = text.split(/^## /m).slice(1);
  if (!newest.startsWith(`${version}\n`)) return [`${name}: its packed CHANGELOG.md does not begin with ${version}`];
  const own = changesets.filter(({ bumps }) => bumps.has(name));
  const missing = own.filter(({ summary }) => !newest.includes(summary.split("\n")[0] ?? ""));
  return missing.map(({ summary }) => `${name}: ${version} in CHANGELOG.md lacks "${summary.slice(0, 60)}"`);
}

/** Everything that came out wrong in a release, a line each. */
export async function problemsOf(step: ReleaseStep): Promise<string[]> {
  const problems = step.after.map(async (tarball) => [
    ...wrongVersion(step, tarball),
    ...wrongRanges(step, tarball),
    ...(await wrongChangelog(step, tarball)),
  ]);
  return (await Promise.all(problems)).flat();
}
