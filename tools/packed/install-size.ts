import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../public-packages.ts";
import { createConsumer } from "./consumer.ts";
import type { LoopbackRegistry } from "./loopback-registry.ts";
import type { Tarball } from "./tarballs.ts";

/** What an install brings: packages, and MiB on a disk with blocks of 4 KiB. */
export interface InstallSize {
  readonly packages: number;
  readonly mebibytes: number;
}

const blockBytes = 4096;

function bytesOnDisk(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  // npm's own list of what it has installed is of no package.
  const files = entries.filter((entry) => entry.isFile() && entry.name !== ".package-lock.json");
  const sizeOf = ({ parentPath, name }: Dirent) => statSync(join(parentPath, name)).size;
  return files.reduce((sum, file) => sum + Math.ceil(sizeOf(file) / blockBytes) * blockBytes, 0);
}

/** Installs one package into an empty project; peers that are optional stay away. */
async function measure(name: string, version: string, scratch: string, registry: LoopbackRegistry) {
  const consumer = await createConsumer(join(scratch, "alone", name), registry, { [name]: version });
  await consumer.npm("install");
  const lock = JSON.parse(readFileSync(join(consumer.folder, "package-lock.json"), "utf8"));
  const packages = Object.keys(lock.packages).filter((path) => path !== "").length;
  return { packages, mebibytes: bytesOnDisk(join(consumer.folder, "node_modules")) / 2 ** 20 };
}

/** The installs of each package alone, a line each, and what of them is over `tools/install-budgets.json`. */
export async function checkInstallSizes(tarballs: readonly Tarball[], scratch: string, registry: LoopbackRegistry) {
  const budgets: Record<string, InstallSize> = JSON.parse(
    readFileSync(join(root, "tools/install-budgets.json"), "utf8"),
  );
  const lines: string[] = [];
  const problems: string[] = [];
  for (const { manifest } of tarballs) {
    const { name, version } = manifest;
    const size = await measure(name, version, scratch, registry);
    const noun = size.packages === 1 ? "package" : "packages";
    const text = `${name} ${size.packages} ${noun}, ${size.mebibytes.toFixed(3)} MiB`;
    lines.push(text);
    const budget = budgets[name];
    if (!budget) problems.push(`${text}: no budget`);
    else if (size.packages > budget.packages || size.mebibytes > budget.mebibytes)
      problems.push(`${text}: its budget is ${budget.packages} and ${budget.mebibytes} MiB`);
  }
  return { lines, problems };
}
