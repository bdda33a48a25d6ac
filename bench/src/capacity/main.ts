// Writes docs/capacity.md from the recorded run. `--check` fails where the file is not what the model says.
import { readFileSync, writeFileSync } from "node:fs";
import type { BenchRun } from "../run.ts";
import { toPage } from "./page.ts";

const recorded = new URL("../../recorded/scale.json", import.meta.url);
const file = new URL("../../../docs/capacity.md", import.meta.url);
const page = toPage(JSON.parse(readFileSync(recorded, "utf8")) as BenchRun);
if (!process.argv.includes("--check")) writeFileSync(file, page);
else if (readFileSync(file, "utf8") !== page) {
  console.error("✗ docs/capacity.md is not what the model says: `pnpm docs:capacity` writes it");
  process.exitCode = 1;
}
