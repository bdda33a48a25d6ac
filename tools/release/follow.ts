import { join } from "node:path";
import { type Consumer, createConsumer } from "../packed/consumer.ts";
import { publicPackages } from "../public-packages.ts";
import type { Bump } from "./bump.ts";
import { addChangeset, pendingChangesets } from "./changesets.ts";
import { distTag, exitPreMode } from "./pre-mode.ts";
import type { Releasing, Versions } from "./releasing.ts";
import { expectInstalled, isInRange } from "./upgrade.ts";

/** The package that most others need: its steps are the ones that could spread. */
function mostNeeded(): string {
  const packages = publicPackages();
  const needs = (name: string) => packages.filter(({ manifest }) => manifest.dependencies?.[name]).length;
  return packages.map(({ name }) => name).sort((a, b) => needs(b) - needs(a))[0] ?? "";
}

async function createConsumerOf(versions: Versions, releasing: Releasing, folder: string): Promise<Consumer> {
  const ranges = Object.fromEntries([...versions].map(([name, version]) => [name, `^${version}`]));
  const consumer = await createConsumer(folder, releasing.registry, ranges);
  await consumer.npm("install");
  expectInstalled(consumer, versions);
  return consumer;
}

/** A patch and a minor after what is pending: `npm update` takes what the ranges take, and the new ranges give one copy of each. */
export async function followReleases(releasing: Releasing, scratch: string): Promise<void> {
  const first = await releasing.next("pending");
  const consumer = await createConsumerOf(first, releasing, join(scratch, "consumer"));
  let held = first;
  for (const bump of ["patch", "minor"] satisfies Bump[]) {
    addChangeset(releasing.workspace, mostNeeded(), bump);
    const made = [...(await releasing.next(bump))];
    await consumer.npm("update");
    const moves = ([name, version]: [string, string]) => isInRange(first.get(name) ?? "", version);
    held = new Map([...held, ...made.filter(moves)]);
    expectInstalled(consumer, held);
    console.log(
      `          npm update within the first ranges ${made.every(moves) ? "takes it" : "leaves it: out of range"}`,
    );
  }

  const last = releasing.current();
  await consumer.npm("install", ...[...last].map(([name, version]) => `${name}@^${version}`));
  expectInstalled(consumer, last);
  console.log("          npm install of the new ranges: one copy of each");
}

/** From the previous prerelease to the new one by the dist-tag that it has, and from both to the release that they lead to. */
export async function followPrereleases(releasing: Releasing, scratch: string): Promise<void> {
  const { workspace } = releasing;
  const tag = distTag(workspace);
  const hasPrevious = [...releasing.current().values()].some((version) => version.includes("-"));
  if (!hasPrevious) console.log("no prerelease yet: begins with the one that is pending");
  const first = hasPrevious ? await releasing.publishPresent() : await releasing.next("pending");
  const [follower, waiting] = await Promise.all(
    ["follower", "waiting"].map((name) => createConsumerOf(first, releasing, join(scratch, name))),
  );
  if (!follower || !waiting) throw new Error("no consumer");

  if (pendingChangesets(workspace).length === 0) addChangeset(workspace, mostNeeded(), "patch");
  const second = await releasing.next(hasPrevious ? "next" : "following");
  await follower.npm("install", ...[...second.keys()].map((name) => `${name}@${tag}`));
  expectInstalled(follower, second);
  console.log(`          npm install of the dist-tag ${tag} takes it: one copy of each`);

  await exitPreMode(workspace);
  const released = await releasing.next("release");
  for (const consumer of [follower, waiting]) {
    await consumer.npm("update");
    expectInstalled(consumer, released);
  }
  console.log("          npm update takes it, within the ranges of both prereleases: one copy of each");
}
