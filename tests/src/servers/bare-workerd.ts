import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import type { WorkerProcess } from "./worker-process.ts";

const wrangler = createRequire(import.meta.url).resolve("wrangler/package.json");
const workerd: string = createRequire(wrangler)("workerd").default;

const configOf = (port: number, variables: Readonly<Record<string, string>>) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["no_nodejs_compat", "no_nodejs_compat_v2"],
  bindings = [${Object.entries(variables).map(([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)})`)}],
);
`;

/** A built Worker in workerd itself: without wrangler in between, which would keep a request alive when its caller has gone. */
export async function startBareWorkerd(
  builtFile: string,
  variables: Readonly<Record<string, string>>,
  port?: number,
): Promise<WorkerProcess> {
  const listening = port ?? (await freePort());
  const directory = await mkdtemp(join(tmpdir(), "nxzalo-workerd-"));
  await copyFile(builtFile, join(directory, "index.js"));
  await writeFile(join(directory, "config.capnp"), configOf(listening, variables));
  const child = spawn(workerd, ["serve", "config.capnp"], { cwd: directory });
  const ended = once(child, "exit");
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const url = `http://127.0.0.1:${listening}`;
  const isUp = () =>
    fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const giveUpAt = Date.now() + 20_000;
  while (!(await isUp())) {
    if (child.exitCode !== null || Date.now() > giveUpAt) throw new Error(`workerd did not start: ${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    log: () => output,
    close: async () => {
      child.kill("SIGTERM");
      await ended;
      await rm(directory, { recursive: true });
    },
  };
}
