import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PublicEntry } from "../public-packages.ts";
import { run } from "../run-command.ts";
import type { Consumer } from "./consumer.ts";

/** What only a Worker can load is told apart by its own import. */
const workerOnly = "/[\"']cloudflare:/.test(error.message)";

const loop = (load: string) => `
const failures = [];
for (const name of JSON.parse(process.argv[2])) {
  try {
    if (Object.keys(${load}).length === 0) throw new Error("it exports nothing");
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

/** `import()` and `require()` of every entry in plain Node; each script says all that fails. */
export async function loadEntries({ folder }: Consumer, entries: readonly PublicEntry[]): Promise<void> {
  const names = JSON.stringify(entries.map(({ name }) => name));
  for (const [script, source] of Object.entries(loaders)) {
    await writeFile(join(folder, script), source);
    await run(process.execPath, ["--disable-warning=ExperimentalWarning", script, names], folder);
  }
}
