import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PublicEntry } from "../public-packages.ts";
import { run } from "../run-command.ts";
import type { Consumer } from "./consumer.ts";
import { isOlder, type NodeVersion } from "./node-versions.ts";

/** Entries that hold types alone: what runs is empty. */
const typesOnly = ["@nxzalo/core/journeys"];

/** What wants Node 22.19 while the rest of its package runs on Node 20. */
const newerNode = { entries: ["@nxzalo/node", "@nxzalo/journeys/sqlite"], needs: "22.19" };

/** What only a Worker can load is told apart by its own import. */
const workerOnly = "/[\"']cloudflare:/.test(error.message)";

const loop = (load: string) => `
const [names, typesOnly] = JSON.parse(process.argv[2]);
const failures = [];
for (const name of names) {
  try {
    const isEmpty = Object.keys(${load}).length === 0;
    if (isEmpty !== typesOnly.includes(name)) throw new Error(isEmpty ? "it exports nothing" : "it is not empty");
  } catch (error) {
    if (!${workerOnly}) failures.push(name + ": " + error.message);
  }
}
if (failures.length > 0) {
  console.error(failures.join("\\n"));
  process.exit(1);
}
`;

const loaders = { "import-all.mjs": loop("await import(name)"), "require-all.cjs": loop("require(name)") };

/**
 * `import()` and `require()` of every entry in plain Node; each script says all that fails. On a Node that is too old for an entry,
 * that entry says in one line which Node it needs.
 */
export async function loadEntries({ folder }: Consumer, entries: readonly PublicEntry[], node: NodeVersion) {
  const load = (script: string, names: readonly string[]) =>
    run(node.executable, ["--no-warnings", script, JSON.stringify([names, typesOnly])], folder);
  const problems: string[] = [];
  const names = entries.map(({ name }) => name);
  const tooNew = isOlder(node.version, newerNode.needs) ? names.filter((one) => newerNode.entries.includes(one)) : [];
  for (const [script, source] of Object.entries(loaders)) {
    await writeFile(join(folder, script), source);
    const loadable = names.filter((one) => !tooNew.includes(one));
    await load(script, loadable);
    for (const name of tooNew) {
      const said = await load(script, [name]).catch((error: Error) => error.message);
      const hasLine = said.split("\n").some((line) => line.includes(name) && line.includes(newerNode.needs));
      if (!hasLine)
        problems.push(`${name} on Node ${node.version} does not say that it needs ${newerNode.needs}:\n${said}`);
    }
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
}
