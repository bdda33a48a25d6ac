// `pnpm check:docs`: every TypeScript snippet of the documents and of the sources' comments compiles against the built packages, the documents
// that list the calls of the protocol have all of them, no command has a time in it that will be over, no link leads to a file or a heading
// that does not exist, and a translation has what its original has.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileFences } from "./docs/compile-fences.ts";
import { allFences } from "./docs/fences.ts";
import { fixedTimeProblems } from "./docs/fixed-times.ts";
import { linkPackages } from "./docs/link-packages.ts";
import { brokenLinks } from "./docs/links.ts";
import { listedCallProblems } from "./docs/listed-calls.ts";
import { unequalTranslations } from "./docs/translations.ts";

const scratch = await mkdtemp(join(tmpdir(), "nxzalo-docs-"));
try {
  const fences = await allFences();
  const marked = fences.filter(({ tag }) => tag !== "ts");
  await linkPackages(scratch);
  const problems = [
    ...marked.map(
      ({ document, line, tag }) => `${document}:${line}: write \`ts\` alone, not \`${tag}\`: no snippet goes unchecked`,
    ),
    ...listedCallProblems(),
    ...(await fixedTimeProblems()),
    ...(await brokenLinks()),
    ...(await unequalTranslations()),
    ...(await compileFences(fences, scratch)),
  ];
  for (const problem of problems) console.error(`\u2717 ${problem}`);
  if (problems.length > 0 || fences.length === 0) process.exitCode = 1;
  const documents = new Set(fences.map(({ document }) => document));
  console.log(`${fences.length} snippets of ${documents.size} files`);
} catch (error) {
  console.error(`\u2717 ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
