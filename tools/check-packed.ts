// `pnpm check:packed`: packs every public package, installs the tarballs with npm outside the workspace, and uses them there.
import { realpathSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { compileTypes } from "./packed/compile-types.ts";
import { createConsumer, registryFor } from "./packed/consumer.ts";
import { firstCall } from "./packed/first-call.ts";
import { checkInstallSizes } from "./packed/install-size.ts";
import { loadEntries } from "./packed/load-entries.ts";
import { wrongManifests } from "./packed/manifests.ts";
import { installedNodes } from "./packed/node-versions.ts";
import { runBins } from "./packed/run-bins.ts";
import { packAll, workspaceOnlyRanges } from "./packed/tarballs.ts";
import { publicPackages, readPackage, root } from "./public-packages.ts";

async function check(scratch: string): Promise<void> {
  const ours = publicPackages();
  const unguarded = ours.filter(({ manifest }) => !manifest.scripts?.["prepublishOnly"]?.includes("refuse-publish"));
  if (unguarded.length > 0) throw new Error(`no prepublishOnly guard: ${unguarded.map(({ name }) => name).join(", ")}`);
  const tarballs = await packAll(root, join(scratch, "tarballs"));
  const leftOvers = tarballs.flatMap(workspaceOnlyRanges);
  if (leftOvers.length > 0) throw new Error(`only the workspace can resolve this:\n${leftOvers.join("\n")}`);
  console.log(`packed    ${tarballs.map(({ manifest }) => `${manifest.name}@${manifest.version}`).join(" ")}`);
  const problems = await wrongManifests(tarballs);

  const registry = await registryFor(
    ours.map(({ folder }) => folder),
    scratch,
  );
  try {
    registry.publish(tarballs);
    const peers = tarballs.flatMap(({ manifest }) => Object.entries(manifest.peerDependencies ?? {}));
    const own = tarballs.map(({ manifest }) => [manifest.name, manifest.version]);
    const consumer = await createConsumer(join(scratch, "consumer"), registry, Object.fromEntries([...peers, ...own]));
    await consumer.npm("install");

    const packages = tarballs.map(({ manifest }) => readPackage(join(consumer.folder, "node_modules", manifest.name)));
    const leaks = packages.filter(({ folder }) => !realpathSync(folder).startsWith(`${scratch}${sep}`));
    if (leaks.length > 0) throw new Error(`linked from elsewhere: ${leaks.map(({ name }) => name).join(", ")}`);
    const entries = packages.flatMap((one) => one.entries);
    console.log(`installed by npm outside the workspace, ${entries.length} entries`);

    const nodes = await installedNodes();
    for (const node of nodes) {
      const unloaded = await loadEntries(consumer, entries, node);
      problems.push(...unloaded);
      if (unloaded.length === 0)
        console.log(`loaded    every entry on Node ${node.version}, by import() and by require()`);
      const length = await firstCall(consumer, node);
      console.log(`called    core to the sandbox on loopback: a token of ${length} characters`);
    }
    console.log(`ran       ${(await runBins(consumer, packages)).join(", ")} --help`);
    console.log(`compiled  ${await compileTypes(consumer, packages)}`);

    const sizes = await checkInstallSizes(tarballs, scratch, registry);
    for (const line of sizes.lines) console.log(`alone     ${line}`);
    if (problems.length + sizes.problems.length > 0) throw new Error([...problems, ...sizes.problems].join("\n"));
  } finally {
    registry.close();
  }
}

// Real, because a linked temporary folder (macOS) would look like a leak.
const scratch = realpathSync(await mkdtemp(join(tmpdir(), "nxzalo-packed-")));
try {
  await check(scratch);
} catch (error) {
  console.error(`\u2717 ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
