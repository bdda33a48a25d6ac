import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest, root } from "../public-packages.ts";

/** A folder of examples/. */
export interface Example {
  readonly name: string;
  readonly folder: string;
  readonly scripts: Readonly<Record<string, string>>;
  /** Whether the workspace has installed it; the others bring frameworks that are kept out of its lockfile. */
  readonly isMember: boolean;
  /** The one command of its README. */
  readonly command: string;
}

const examples = join(root, "examples");

/** The folders of examples/ with a package.json, read anew, so that a new one is covered by itself. */
export const exampleNames = (): string[] =>
  readdirSync(examples).filter((name) => existsSync(join(examples, name, "package.json")));

/** The README's only fence of `sh`, of one line. */
function readCommand(folder: string): string {
  const text = readFileSync(join(folder, "README.md"), "utf8");
  const fences = [...text.matchAll(/^```sh\n(.*?)\n```$/gms)].map(([, command = ""]) => command);
  const [command = ""] = fences;
  if (fences.length !== 1 || command.includes("\n"))
    throw new Error(`${folder}/README.md needs one command of one line`);
  return command;
}

export function exampleOf(name: string): Example {
  const folder = join(examples, name);
  const { scripts = {}, dependencies = {} } = readManifest(folder);
  const isMember = Object.values(dependencies).some((range) => range.startsWith("workspace:"));
  return { name, folder, scripts, isMember, command: readCommand(folder) };
}

const isSource = (file: string) =>
  /\.([jt]sx?|html)$/.test(file) && !/(^|[\\/])(node_modules|\.next|\.wrangler)[\\/]/.test(file);

/** The text of all its sources. */
export function readSources({ folder }: Pick<Example, "folder">): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(isSource);
  return files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}
