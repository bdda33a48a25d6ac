import { relative } from "node:path";
import ts from "@typescript/typescript6";
import { type PublicPackage, root } from "../public-packages.ts";
import { type EntryReport, readEntry } from "./read-entry.ts";

/** What packages of one version share, outside of semver: told by name alone. */
const isInternal = (entry: string) => /\/internal($|\/)/.test(entry);

const declarationsOf = (file: string) => file.replace(/js$/, "d.ts");

function block({ imports, exported, used }: EntryReport): string {
  const froms = [...new Set(imports.map((one) => one.slice(one.indexOf('"'))))].sort();
  const lines = froms.map((from) => {
    const names = imports.filter((one) => one.endsWith(` from ${from}`));
    const listed = names.map((one) => one.slice(0, one.indexOf(" from"))).join(", ");
    return listed === "*" ? `import * from ${from};` : `import { ${listed} } from ${from};`;
  });
  const parts = [lines.join("\n"), ...exported, used.length > 0 ? "// not exported, named above" : "", ...used];
  return ["```ts", parts.filter((part) => part !== "").join("\n\n"), "```"].join("\n");
}

/** The report of a package, from its built declarations. */
export function reportOf({ name, entries }: PublicPackage): string {
  const files = entries.map((entry) => declarationsOf(entry.file));
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
    noResolve: false,
    skipLibCheck: true,
  });
  const sections = entries.map((entry) => {
    const report = readEntry(program, declarationsOf(entry.file));
    if (isInternal(entry.name)) return `## ${entry.name}\n\nNo part of semver: ${[...report.names].sort().join(", ")}.`;
    return `## ${entry.name}\n\n${block(report)}`;
  });
  const head = `# API of ${name}\n\nWritten by \`pnpm api\` from the built declarations; \`pnpm check:api\` holds it against them.`;
  return `${[head, ...sections].join("\n\n")}\n`;
}

export const fileOf = ({ name }: PublicPackage) => `${root}api/${name.replace(/^@[^/]+\//, "")}.md`;

export const shownPath = (file: string) => relative(root, file);
