// `pnpm check:bundles`: bundles what users bundle, from the built files, and holds its size and its content against the rules.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BundleSource, bundle } from "./bundles/bundle.ts";
import { composedEntries } from "./bundles/composed-entries.ts";
import { weighFirstLoad } from "./bundles/console.ts";
import { findBanned } from "./bundles/find-banned.ts";
import { rules } from "./bundles/rules.ts";
import { publicPackages, root } from "./public-packages.ts";

const budgets: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(new URL("budgets.json", import.meta.url), "utf8"),
);
const packages = publicPackages();
const sources: [string, BundleSource][] = [
  ...packages.flatMap(({ entries }) => entries.map(({ name, file }): [string, BundleSource] => [name, { file }])),
  ...composedEntries.map(({ name, folder, source }): [string, BundleSource] => [
    name,
    { source, folder: join(root, folder) },
  ]),
];

interface Result {
  readonly bytes: number | undefined;
  readonly problems: readonly string[];
}

function overBudget(name: string, bytes: number): string[] {
  const budget = budgets[name];
  if (budget === undefined) return ["no budget: add one to tools/budgets.json"];
  return bytes > budget ? [`${bytes} bytes, ${bytes - budget} over its budget of ${budget}`] : [];
}

async function judge(name: string, source: BundleSource): Promise<Result> {
  try {
    const bundled = await bundle(source);
    const bans = rules.filter(({ entries }) => entries.test(name)).flatMap((rule) => rule.bans);
    return { bytes: bundled.bytes, problems: [...overBudget(name, bundled.bytes), ...findBanned(bundled, bans)] };
  } catch (error) {
    return { bytes: undefined, problems: [`cannot be bundled: ${(error as Error).message}`] };
  }
}

const firstLoad = { name: "console (first load)", bytes: weighFirstLoad() };
const results = [
  ...(await Promise.all(sources.map(async ([name, source]) => ({ name, ...(await judge(name, source)) })))),
  { ...firstLoad, problems: overBudget(firstLoad.name, firstLoad.bytes) },
];
const row = (name: string, bytes: unknown, budget: unknown) =>
  console.log(`${name.padEnd(46)}${String(bytes ?? "-").padStart(8)}${String(budget ?? "-").padStart(8)}`);
row("min+gzip, bytes", "size", "budget");
for (const { name, bytes } of results) row(name, bytes, budgets[name]);
const unused = Object.keys(budgets).filter((name) => !results.some((result) => result.name === name));
const problems = [
  ...results.flatMap((result) => result.problems.map((problem) => `${result.name}: ${problem}`)),
  ...unused.map((name) => `${name}: a budget for an entry that does not exist`),
];
for (const problem of problems) console.error(`\u2717 ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
