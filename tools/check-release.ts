// `pnpm check:release`: the next releases in a scratch copy, with everything but the publishing, and a consumer who follows them.
import { realpathSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registryFor } from "./packed/consumer.ts";
import type { LoopbackRegistry } from "./packed/loopback-registry.ts";
import { publicPackages } from "./public-packages.ts";
import { neverReleased } from "./release/changesets.ts";
import { followPrereleases, followReleases } from "./release/follow.ts";
import { readPreMode } from "./release/pre-mode.ts";
import { startReleasing } from "./release/releasing.ts";
import { copyWorkspace } from "./release/scratch-workspace.ts";

async function check(scratch: string, registry: LoopbackRegistry): Promise<void> {
  const workspace = join(scratch, "workspace");
  await copyWorkspace(workspace);
  const never = neverReleased(workspace);
  if (never.length > 0) throw new Error(`only a published package can be named in a changeset:\n${never.join("\n")}`);
  const releasing = startReleasing(workspace, scratch, registry);
  const isPre = readPreMode(workspace)?.mode === "pre";
  await (isPre ? followPrereleases : followReleases)(releasing, scratch);
}

const scratch = realpathSync(await mkdtemp(join(tmpdir(), "nxzalo-release-")));
let registry: LoopbackRegistry | undefined;
try {
  const folders = publicPackages().map(({ folder }) => folder);
  registry = await registryFor(folders, scratch);
  await check(scratch, registry);
} catch (error) {
  console.error(`\u2717 ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  registry?.close();
  await rm(scratch, { recursive: true, force: true });
}
