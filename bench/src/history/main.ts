// `node bench/src/history/main.ts <folder>`: writes `index.html` into a folder of what `pnpm bench --json` has written.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BenchRun } from "../run.ts";
import { toPage } from "./page.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("name a folder of results: node bench/src/history/main.ts <folder>");
  process.exitCode = 1;
} else {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const runs = files.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as BenchRun);
  writeFileSync(join(folder, "index.html"), toPage(runs));
  console.log(`${runs.length} runs in ${join(folder, "index.html")}`);
}
