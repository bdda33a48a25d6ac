import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type PublicPackage, root } from "../public-packages.ts";
import { run } from "../run-command.ts";
import type { Consumer } from "./consumer.ts";
import { compilerModes, typeProjects } from "./type-projects.ts";

const tsc = join(root, "node_modules/typescript/bin/tsc");

/** The complaints that are ours to mend. What zod's declarations want of the DOM is zod's affair. */
function ownComplaints(output: string, ours: readonly string[]): string[] {
  const isForeign = (line: string) => {
    const [, name] = /^[^(]*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(line) ?? [];
    return name !== undefined && !ours.includes(name);
  };
  return output.split("\n").filter((line) => line.includes("error TS") && !isForeign(line));
}

/** Compiles a consumer of every entry under every compiler mode, declarations included; gives what was compiled, in a line. */
export async function compileTypes({ folder }: Consumer, packages: readonly PublicPackage[]): Promise<string> {
  const ours = packages.map(({ name }) => name);
  const groups = typeProjects(packages.flatMap(({ entries }) => entries));
  const projects = groups.flatMap((project) => compilerModes.map((mode) => ({ ...project, mode })));
  await Promise.all(
    projects.map(async ({ group, source, mode }, index) => {
      const project = join(folder, "types", String(index));
      const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };
      const compilerOptions = { ...mode.options, ...strict, target: "es2022", lib: group.lib, types: [] };
      await mkdir(project, { recursive: true });
      await writeFile(join(project, mode.file), source);
      await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [mode.file] }));
      const output = await run(process.execPath, [tsc, "-p", "."], project).catch((error: Error) => {
        if (!error.message.includes("error TS")) throw error;
        return error.message;
      });
      const complaints = ownComplaints(output, ours);
      const name = `${group.name} (${mode.name})`;
      if (complaints.length > 0)
        throw new Error(`types of ${name}, lib ${group.lib.join("+")}:\n${complaints.join("\n")}`);
    }),
  );
  const under = compilerModes.map(({ name }) => name).join("; ");
  return `${groups.map(({ group }) => group.name).join(", ")} under ${under}`;
}
