import type { PublicEntry } from "../public-packages.ts";

/** How a consumer's compiler finds and reads packages. */
export interface CompilerMode {
  readonly name: string;
  readonly file: string;
  readonly options: { readonly module: string; readonly moduleResolution: string };
}

export const compilerModes: readonly CompilerMode[] = [
  { name: "bundler", file: "use.ts", options: { module: "esnext", moduleResolution: "bundler" } },
  { name: "commonjs", file: "use.ts", options: { module: "commonjs", moduleResolution: "bundler" } },
  { name: "nodenext, .mts", file: "use.mts", options: { module: "nodenext", moduleResolution: "nodenext" } },
  { name: "nodenext, .cts", file: "use.cts", options: { module: "nodenext", moduleResolution: "nodenext" } },
  { name: "node20, .mts", file: "use.mts", options: { module: "node20", moduleResolution: "node16" } },
  { name: "node20, .cts", file: "use.cts", options: { module: "node20", moduleResolution: "node16" } },
  { name: "node16, .mts", file: "use.mts", options: { module: "node16", moduleResolution: "node16" } },
];

/** What is compiled together, under the least that it needs. */
export interface EntryGroup {
  readonly name: string;
  readonly entries: RegExp;
  readonly lib: readonly string[];
}

const groups: readonly EntryGroup[] = [
  { name: "core", entries: /^@nxzalo\/core($|\/)/, lib: ["es2022"] },
  { name: "fetch-based", entries: /^@nxzalo\/(client|edge|sandbox)($|\/)/, lib: ["es2022", "dom"] },
  // `Symbol.asyncDispose`, which a Node service has by @types/node.
  { name: "node", entries: /^@nxzalo\/node($|\/)/, lib: ["es2022", "esnext.disposable"] },
];
const others: EntryGroup = { name: "others", entries: /./, lib: ["es2022", "dom"] };

const groupOf = ({ name }: PublicEntry) => groups.find(({ entries }) => entries.test(name)) ?? others;

const typedCall = `
import { createNxZalo as create, isNxZaloError } from "@nxzalo/core";
const nx = create({ credentials: { accessKey: "k", accessSecret: "s" }, appKey: "a" });
export const token: Promise<string> = nx
  .initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_7" })
  .then((journey) => journey.token);
export const codeOf = (error: unknown): string => (isNxZaloError(error) ? error.code : "");
`;

/** The groups that have entries, each with a module that imports all of them. */
export function typeProjects(entries: readonly PublicEntry[]): { group: EntryGroup; source: string }[] {
  return [...groups, others].flatMap((group) => {
    const own = entries.filter((entry) => groupOf(entry) === group);
    const imports = own.map(({ name }, index) => `import * as entry${index} from "${name}";`);
    const uses = `export const entries: object[] = [${own.map((_, index) => `entry${index}`).join(", ")}];`;
    const source = [...imports, uses, group.name === "core" ? typedCall : ""].join("\n");
    return own.length > 0 ? [{ group, source }] : [];
  });
}
