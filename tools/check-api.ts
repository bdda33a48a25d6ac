// `pnpm check:api`: the public API of every package is what api/ says; `pnpm api` (--write) writes it anew.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileOf, reportOf, shownPath } from "./api/report.ts";
import { publicPackages, root } from "./public-packages.ts";

const shouldWrite = process.argv.includes("--write");
const folder = join(root, "api");
mkdirSync(folder, { recursive: true });
const reports = new Map(publicPackages().map((one) => [fileOf(one), reportOf(one)]));

const leftOver = readdirSync(folder).map((name) => `${root}api/${name}`);
for (const file of leftOver.filter((one) => !reports.has(one))) {
  if (shouldWrite) rmSync(file);
  else console.error(`\u2717 ${shownPath(file)} is of no package: run \`pnpm api\``);
  process.exitCode = shouldWrite ? 0 : 1;
}
for (const [file, report] of reports) {
  const lines = (existsSync(file) ? readFileSync(file, "utf8") : "").split("\n");
  if (lines.join("\n") === report) continue;
  if (shouldWrite) {
    writeFileSync(file, report);
    continue;
  }
  const changed = report.split("\n").findIndex((line, index) => line !== lines[index]);
  console.error(`\u2717 ${shownPath(file)}:${changed + 1} differs: run \`pnpm api\`, and review what it changes`);
  console.error(`  was ${lines[changed] ?? "(nothing)"}\n  is  ${report.split("\n")[changed] ?? "(nothing)"}`);
  process.exitCode = 1;
}
console.log(`${reports.size} packages`);
