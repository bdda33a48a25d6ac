// `pnpm deep`: what is too long for CI, in parts: all of them, or those that are named, as in `pnpm deep jest`.

import { killLargeBatch } from "./crash/kill-large-batch.ts";
import { runDrill } from "./drill/drill.ts";
import { runPackedExamples } from "./examples/packed-examples.ts";
import { tryMoreClients } from "./openapi/deep.ts";
import { runJestRecipes } from "./recipes/jest.ts";

const parts: Readonly<Record<string, () => Promise<void>>> = {
  batch: killLargeBatch,
  drill: runDrill,
  examples: runPackedExamples,
  jest: runJestRecipes,
  openapi: tryMoreClients,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}: there is ${Object.keys(parts).join(", ")}`);
for (const name of named.length > 0 ? named : Object.keys(parts)) {
  const start = performance.now();
  try {
    await parts[name]?.();
    console.log(`${name}: ${Math.round((performance.now() - start) / 1000)} s`);
  } catch (error) {
    console.error(`\u2717 ${name}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
