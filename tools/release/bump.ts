/** The sizes of a step from one version to the next, smallest first. */
export const bumps = ["none", "patch", "minor", "major"] as const;

export type Bump = (typeof bumps)[number];

interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** The number behind the tag, where it is a prerelease. */
  readonly prerelease: number | undefined;
}

function parse(version: string): Version {
  const [release = "", tagged] = version.split("-");
  const [major = 0, minor = 0, patch = 0] = release.split(".").map(Number);
  return { major, minor, patch, prerelease: tagged === undefined ? undefined : Number(tagged.split(".").at(-1)) };
}

/** The release that a prerelease leads to. */
export const releaseOf = (version: string): string => version.split("-")[0] ?? version;

/** The next version, as changesets counts: a minor stays a minor below 1.0, too. */
export function bumped(version: string, bump: Bump): string {
  const { major, minor, patch } = parse(version);
  if (bump === "major") return `${major + 1}.0.0`;
  if (bump === "minor") return `${major}.${minor + 1}.0`;
  return bump === "patch" ? `${major}.${minor}.${patch + 1}` : version;
}

/** The step that a prerelease has made already: 0.1.0-next.0 leads to a minor. */
const stepMade = ({ minor, patch }: Version): Bump => (patch > 0 ? "patch" : minor > 0 ? "minor" : "major");

/** The next version in changesets' pre mode: the number is counted while the step stays within the one that was made already. */
export function prebumped(version: string, bump: Bump, tag: string): string {
  if (bump === "none") return version;
  const parsed = parse(version);
  const { prerelease } = parsed;
  if (prerelease === undefined) return `${bumped(version, bump)}-${tag}.0`;
  const release = releaseOf(version);
  return isLarger(bump, stepMade(parsed)) ? `${bumped(release, bump)}-${tag}.0` : `${release}-${tag}.${prerelease + 1}`;
}

/** How big the step between two versions is; from one prerelease to the next, a patch. */
export function bumpBetween(before: string, after: string): Bump {
  if (before === after) return "none";
  const [old, now] = [parse(before), parse(after)];
  if (old.major !== now.major) return "major";
  return old.minor === now.minor ? "patch" : "minor";
}

export const largest = (steps: readonly Bump[]): Bump => bumps.findLast((bump) => steps.includes(bump)) ?? "none";

export const isLarger = (one: Bump, other: Bump) => bumps.indexOf(one) > bumps.indexOf(other);
