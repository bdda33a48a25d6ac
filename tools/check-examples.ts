// `pnpm check:examples [NAME…]`: starts each example of the workspace by its README's one command, uses it over HTTP, and stops it. The others are
// a part of `pnpm deep`.
import { type Example, exampleNames, exampleOf, readSources } from "./examples/example.ts";
import { useBrowserPage } from "./examples/uses/browser-page.ts";
import { useExpressPostgres } from "./examples/uses/express-postgres.ts";
import { useHono } from "./examples/uses/hono.ts";
import { useReceiptsReceiver } from "./examples/uses/receipts-receiver.ts";
import { useSmsFallback } from "./examples/uses/sms-fallback.ts";

const uses: Readonly<Record<string, (example: Example) => Promise<string>>> = {
  "browser-page": useBrowserPage,
  "express-postgres": useExpressPostgres,
  "hono-node": useHono,
  "hono-workers": useHono,
  "receipts-receiver": useReceiptsReceiver,
  "sms-fallback": useSmsFallback,
};
/** Of all sources of one example, without empty lines. */
const lineLimit = 100;
/** A machine of CI has two processors. */
const atOnce = 2;

function complain(name: string, message: string): void {
  console.error(`\u2717 ${name}: ${message}`);
  process.exitCode = 1;
}

async function check(example: Example): Promise<void> {
  const startedAt = performance.now();
  const { name } = example;
  const use = uses[name];
  if (!use) return complain(name, "nothing uses it: add it to tools/check-examples.ts");
  try {
    const seen = await use(example);
    console.log(`${name} (${Math.round((performance.now() - startedAt) / 100) / 10} s): ${seen}`);
  } catch (error) {
    complain(name, (error as Error).stack ?? String(error));
  }
}

const named = process.argv.slice(2);
const examples = exampleNames().map(exampleOf);
for (const example of examples) {
  const sources = readSources(example);
  if (/\bPHONE\b/.test(sources) && !sources.includes("PHONE is missing"))
    complain(example.name, "messages a phone of its own in front of the real NXCLOUD, where PHONE is missing");
  const lines = sources.split("\n").filter((line) => line.trim() !== "").length;
  if (lines >= lineLimit) complain(example.name, `${lines} lines, and an example has fewer than ${lineLimit}`);
}
const waiting = examples.filter(({ name, isMember }) => (named.length > 0 ? named.includes(name) : isMember));
const work = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) await check(next);
};
await Promise.all(Array.from({ length: atOnce }, work));
