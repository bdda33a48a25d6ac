// `npm run example NAME`: starts an example on the Node that the workspace brings. What is no member of the workspace is copied into a temporary
// folder, where npm installs the packed packages.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { exampleNames, exampleOf, readSources } from "./examples/example.ts";
import { installPacked } from "./examples/install-packed.ts";
import { run } from "./run-command.ts";

/** The folder to start the example in. */
async function prepare(name: string): Promise<string> {
  const example = exampleOf(name);
  if (example.isMember) return example.folder;
  console.log("installs the packed packages beside the example's own dependencies: this takes a moment");
  const folder = await installPacked(example);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const script of ["build", "test"].filter((one) => example.scripts[one]))
    console.log(await run("npm", ["run", "--silent", script], folder));
  return folder;
}

const [name = ""] = process.argv.slice(2);
if (!exampleNames().includes(name)) {
  console.error(`which one? npm run example ${exampleNames().join(" | ")}`);
  process.exit(1);
}
if (process.env["NXCLOUD_ACCESS_KEY"] && !process.env["PHONE"] && readSources(exampleOf(name)).includes("PHONE")) {
  console.error("PHONE is missing: whom this example is to message, for real, since NXCLOUD_ACCESS_KEY is set");
  process.exit(1);
}
const folder = await prepare(name);
const [command = "", ...args] = exampleOf(name).scripts["start"]?.split(" ") ?? [];
const program = command === "node" ? process.execPath : `${folder}/node_modules/.bin/${command}`;
const PATH = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
// Without a package manager in between, so that a signal reaches the example itself.
const child = spawn(program, args, { cwd: folder, stdio: "inherit", env: { ...process.env, PATH } });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.on("error", ({ message }) => {
  console.error(message);
  process.exit(1);
});
child.on("exit", (code) => process.exit(code ?? 0));
