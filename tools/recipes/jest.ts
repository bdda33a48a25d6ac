import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedNodes } from "../packed/node-versions.ts";
import { packAll } from "../packed/tarballs.ts";
import { root } from "../public-packages.ts";
import { run } from "../run-command.ts";

/** A section of docs/modules.md that can be run: files, and what Node is started with. */
interface Recipe {
  readonly title: string;
  readonly files: ReadonlyMap<string, string>;
  readonly nodeOptions: readonly string[];
}

/** The third-level sections: a fence whose first line is a comment with a name is a file, one of `sh` the command. */
function readRecipes(): Recipe[] {
  const sections = readFileSync(join(root, "docs/modules.md"), "utf8").split(/^### /m).slice(1);
  return sections.map((section) => {
    const files = [...section.matchAll(/^```\w+\n\/\/ (\S+)\n(.*?)^```$/gms)];
    return {
      title: section.slice(0, section.indexOf("\n")),
      files: new Map(files.map(([, name = "", text = ""]) => [name, text])),
      nodeOptions: /NODE_OPTIONS=(\S+)/.exec(section)?.slice(1) ?? [],
    };
  });
}

/** The install that all recipes share: Jest as pinned beside this file, and the packed packages. */
async function installJest(folder: string): Promise<void> {
  for (const name of ["package.json", "package-lock.json"])
    await cp(join(import.meta.dirname, name), join(folder, name));
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await run("npm", ["ci", ...quiet], folder);
  const tarballs = await packAll(root, join(folder, "tarballs"));
  await run("npm", ["install", "--no-save", ...quiet, ...tarballs.map(({ file }) => file)], folder);
}

/** Runs the recipes of docs/modules.md for Jest, as they stand there, on every Node of this machine. */
export async function runJestRecipes(): Promise<void> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), "nxzalo-jest-")));
  try {
    await installJest(scratch);
    for (const [index, { title, files, nodeOptions }] of readRecipes().entries()) {
      const folder = join(scratch, String(index));
      await mkdir(folder);
      await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
      for (const [name, text] of files) await writeFile(join(folder, name), text);
      for (const { version, executable } of await installedNodes()) {
        await run(executable, [...nodeOptions, join(scratch, "node_modules/jest/bin/jest.js"), "--ci"], folder);
        console.log(`jest on Node ${version}: ${title}`);
      }
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
