// `pnpm check:release`: two more releases in a scratch copy, with everything but the publishing, and a consumer who follows them.
import { realpathSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConsumer, registryFor } from "./packed/consumer.ts";
import type { Tarball } from "./packed/tarballs.ts";
import { publicPackages } from "./public-packages.ts";
import type { Bump } from "./release/bump.ts";
import { addChangeset, pendingChangesets } from "./release/changesets.ts";
import { problemsOf, versionsOf } from "./release/check-release-step.ts";
import { copyWorkspace, release } from "./release/scratch-workspace.ts";
import { expectInstalled, isInRange } from "./release/upgrade.ts";

/** The package that most others need: its steps are the ones that could spread. */
function mostNeeded(): string {
  const packages = publicPackages();
  const needs = (name: string) => packages.filter(({ manifest }) => manifest.dependencies?.[name]).length;
  return packages.map(({ name }) => name).sort((a, b) => needs(b) - needs(a))[0] ?? "";
}

async function check(scratch: string): Promise<void> {
  const workspace = join(scratch, "workspace");
  await copyWorkspace(workspace);
  let before = new Map(publicPackages(workspace).map(({ name, manifest }) => [name, manifest.version]));

  const step = async (title: string): Promise<Tarball[]> => {
    const changesets = pendingChangesets(workspace);
    const after = await release(workspace, join(scratch, title));
    const problems = await problemsOf({ workspace, changesets, before, after });
    if (problems.length > 0) throw new Error(`the ${title} release:\n${problems.join("\n")}`);
    before = versionsOf(after);
    console.log(`${title.padEnd(9)} ${[...before].map((entry) => entry.join("@")).join(" ")}`);
    return after;
  };

  const registry = await registryFor(
    publicPackages().map(({ folder }) => folder),
    scratch,
  );
  try {
    // What is pending; where nothing is, the present versions.
    registry.publish(await step("pending"));
    const first = before;
    const ranges = Object.fromEntries([...first].map(([name, version]) => [name, `^${version}`]));
    const consumer = await createConsumer(join(scratch, "consumer"), registry, ranges);
    await consumer.npm("install");
    expectInstalled(consumer, first);

    let held = first;
    for (const bump of ["patch", "minor"] satisfies Bump[]) {
      addChangeset(workspace, mostNeeded(), bump);
      registry.publish(await step(bump));
      await consumer.npm("update");
      const moves = ([name, version]: [string, string]) => isInRange(first.get(name) ?? "", version);
      const isTaken = [...before].every(moves);
      held = new Map([...held, ...[...before].filter(moves)]);
      expectInstalled(consumer, held);
      console.log(`          npm update within the first ranges ${isTaken ? "takes it" : "leaves it: out of range"}`);
    }

    await consumer.npm("install", ...[...before].map(([name, version]) => `${name}@^${version}`));
    expectInstalled(consumer, before);
    console.log("          npm install of the new ranges: one copy of each");
  } finally {
    registry.close();
  }
}

const scratch = realpathSync(await mkdtemp(join(tmpdir(), "nxzalo-release-")));
try {
  await check(scratch);
} catch (error) {
  console.error(`\u2717 ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
