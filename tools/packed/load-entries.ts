import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PublicEntry } from "../public-packages.ts";
import { run } from "../run-command.ts";
import type { Consumer } from "./consumer.ts";
import { isOlder, type NodeVersion } from "./node-versions.ts";

/** Entries that hold types alone: what runs is empty. */
const typesOnly = ["@nxzalo/core/journeys"];

const neededNode = "22.19";

/** What wants that Node while the rest runs on Node 20: it says so in one line when it is loaded, or when this is called. */
const needingIt: ReadonlyMap<string, string | undefined> = new Map([
  ["@nxzalo/node", undefined],
  ["@nxzalo/journeys/sqlite", "createSqliteStore({ path: 'journeys.db' })"],
]);

/** Loads one entry, uses it, and prints what it fails with. */
const useOne = (name: string, call = "") => `
const say = (error) => process.stdout.write(error.message);
process.on("uncaughtException", say);
import(${JSON.stringify(name)}).then((entry) => ${call ? `entry.${call}` : "entry"}).catch(say);
`;

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

/** What an entry that needs a newer Node says there, where that is not one line that names the Node. */
async function silentOnOldNode(name: string, folder: string, node: NodeVersion): Promise<string[]> {
  const said = await run(node.executable, ["--no-warnings", "-e", useOne(name, needingIt.get(name))], folder);
  const isTold = said.includes(`Node ${neededNode}`) && !said.includes("\n");
  return isTold ? [] : [`${name} on Node ${node.version} does not say that it needs ${neededNode}, but: ${said}`];
}

/** `import()` and `require()` of every entry in plain Node; all that fails, a line each. */
export async function loadEntries({ folder }: Consumer, entries: readonly PublicEntry[], node: NodeVersion) {
  const names = entries.map(({ name }) => name);
  const tooNew = isOlder(node.version, neededNode) ? names.filter((name) => needingIt.has(name)) : [];
  const loadable = JSON.stringify([names.filter((name) => !tooNew.includes(name)), typesOnly]);
  const problems: string[] = [];
  for (const [script, source] of Object.entries(loaders)) {
    await writeFile(join(folder, script), source);
    const loaded = run(node.executable, ["--no-warnings", script, loadable], folder);
    problems.push(...(await loaded.then(() => []).catch((error: Error) => [`Node ${node.version}: ${error.message}`])));
  }
  for (const name of tooNew) problems.push(...(await silentOnOldNode(name, folder, node)));
  return problems;
}
