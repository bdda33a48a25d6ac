import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../public-packages.ts";
import { run } from "../run-command.ts";
import type { Fence } from "./fences.ts";

const compilerOptions = {
  target: "es2023",
  lib: ["es2023", "dom", "dom.iterable"],
  module: "preserve",
  moduleResolution: "bundler",
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Compiles each fence as a module of its own; gives what the compiler says, at the line of the document. */
export async function compileFences(fences: readonly Fence[], folder: string): Promise<string[]> {
  await mkdir(join(folder, "fences"), { recursive: true });
  for (const [index, { code }] of fences.entries()) {
    // Makes a module of it, so that it may await and declares nothing for the others.
    await writeFile(join(folder, "fences", `${index}.ts`), `${code}\nexport {};\n`);
  }
  // A file of the reader's own, which snippets import.
  await writeFile(join(folder, "fences", "templates.json"), JSON.stringify({ templates: [] }));
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["fences"] }));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const output = await run(process.execPath, [tsc, "-p", ".", "--pretty", "false"], folder).catch((error: Error) => {
    if (!error.message.includes("error TS")) throw error;
    return error.message;
  });
  return output.split("\n").flatMap((line) => {
    const [, index, row, message] = /^fences\/(\d+)\.ts\((\d+),\d+\): (.*)$/.exec(line) ?? [];
    const fence = fences[Number(index)];
    if (fence && index) return [`${fence.document}:${fence.line + Number(row)}: ${message}`];
    return /error TS|^\s+\S/.test(line) ? [line] : [];
  });
}
