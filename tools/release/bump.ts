/** The sizes of a step from one version to the next, smallest first. */
export const bumps = ["none", "patch", "minor", "major"] as const;

export type Bump = (typeof bumps)[number];

const partsOf = (version: string) => version.split(".").map(Number) as [number, number, number];

/** The next version, as changesets counts: a minor stays a minor below 1.0, too. */
export function bumped(version: string, bump: Bump): string {
  const [major, minor, patch] = partsOf(version);
  if (bump === "major") return `${major + 1}.0.0`;
  if (bump === "minor") return `${major}.${minor + 1}.0`;
  return bump === "patch" ? `${major}.${minor}.${patch + 1}` : version;
}

/** How big the step between two versions is. */
export function bumpBetween(before: string, after: string): Bump {
  const [old, now] = [partsOf(before), partsOf(after)];
  if (before === after) return "none";
  if (old[0] !== now[0]) return "major";
  return old[1] === now[1] ? "patch" : "minor";
}

export const largest = (steps: readonly Bump[]): Bump => bumps.findLast((bump) => steps.includes(bump)) ?? "none";

export const isLarger = (one: Bump, other: Bump) => bumps.indexOf(one) > bumps.indexOf(other);
