import { type Example, exampleNames, exampleOf } from "./example.ts";
import { useCommonJsJest } from "./uses/commonjs-jest.ts";
import { useNextJs } from "./uses/nextjs.ts";

const uses: Readonly<Record<string, (example: Example) => Promise<string>>> = {
  "commonjs-jest": useCommonJsJest,
  nextjs: useNextJs,
};

/** Runs the README's command of each example that is no member of the workspace, and uses what it starts. */
export async function runPackedExamples(): Promise<void> {
  for (const example of exampleNames().map(exampleOf)) {
    if (example.isMember) continue;
    const use = uses[example.name];
    if (!use) throw new Error(`nothing uses ${example.name}: add it to tools/examples/packed-examples.ts`);
    console.log(`${example.name}: ${await use(example)}`);
  }
}
