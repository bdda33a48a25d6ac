// `npm run example NAME`: starts an example on the Node that the workspace brings. What is no member of the workspace is copied into a temporary
// folder, where npm installs the packed packages; its scripts `build` and `test` are run first.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { exampleNames, exampleOf, readSources } from "./examples/example.ts";
import { installPacked } from "./examples/install-packed.ts";

const { env } = process;
let isStopped = false;

/** Runs one of its scripts, a single command, without a package manager in between: a signal reaches the example itself. */
function runScript(script: string, folder: string): Promise<number> {
  const [command = "", ...args] = script.split(" ");
  const program = command === "node" ? process.execPath : join(folder, "node_modules/.bin", command);
  const PATH = [dirname(process.execPath), env["PATH"]].join(delimiter);
  const child = spawn(program, args, { cwd: folder, stdio: "inherit", env: { ...env, PATH } });
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      isStopped = true;
      child.kill(signal);
    });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? (isStopped ? 0 : 1)));
  });
}

async function main(name: string): Promise<number> {
  if (!exampleNames().includes(name)) {
    console.error(`which one? npm run example ${exampleNames().join(" | ")}`);
    return 1;
  }
  const example = exampleOf(name);
  if (env["NXCLOUD_ACCESS_KEY"] && !env["PHONE"] && readSources(example).includes("PHONE")) {
    console.error("PHONE is missing: whom this example is to message, for real, since NXCLOUD_ACCESS_KEY is set");
    return 1;
  }
  const { build, test, start = "" } = example.scripts;
  if (example.isMember) return runScript(start, example.folder);
  console.log("installs the packed packages beside the example's own dependencies: this takes a moment");
  const folder = await installPacked(example);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const script of [build, test, start]) {
    const code = script === undefined ? 0 : await runScript(script, folder);
    if (code !== 0 || isStopped) return code;
  }
  return 0;
}

process.exit(await main(process.argv[2] ?? ""));
