import { cp, mkdtemp, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openApiText } from "@nxzalo/proxy/openapi";
import { run } from "../run-command.ts";

/** Installs the tools that are pinned in a folder of this one, outside the workspace, and gives the folder that they and the document are in. */
export async function installTools(pinned: string): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "nxzalo-openapi-")));
  await cp(pinned, folder, { recursive: true });
  await writeFile(join(folder, "document.json"), openApiText);
  await run(
    "npm",
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"],
    folder,
  );
  return folder;
}

/** Runs a program of the installed tools. */
export const runTool = (folder: string, name: string, args: readonly string[]): Promise<string> =>
  run(process.execPath, [join(folder, "node_modules/.bin", name), ...args], folder);
