import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Consumer } from "../packed/consumer.ts";
import { releaseOf } from "./bump.ts";

/** Holds what npm has installed against what it should have: one copy of each package, of this version. */
export function expectInstalled({ folder }: Consumer, versions: ReadonlyMap<string, string>): void {
  const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version: string }>;
  };
  for (const [name, version] of versions) {
    const copies = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    const installed = copies.map(([, copy]) => copy.version);
    if (installed.join() !== version)
      throw new Error(`npm installed ${name} ${installed.join(" and ")}, not ${version}`);
  }
}

/** Whether `^before` takes a later release: below 1.0 a minor is out of range, and so is every patch of 0.0. */
export function isInRange(before: string, after: string): boolean {
  const [old, now] = [releaseOf(before).split("."), releaseOf(after).split(".")];
  const fixed = old.findIndex((part) => part !== "0");
  return old.slice(0, (fixed === -1 ? 2 : fixed) + 1).every((part, index) => part === now[index]);
}
