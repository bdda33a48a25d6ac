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

/** What a Worker keeps its Durable Object in: a folder on disk, which outlives the process. */
const storageOf = (folder: string) => ({
  service: `(name = "objects", disk = (path = ${JSON.stringify(folder)}, writable = true)),`,
  binding: '(name = "JOURNEYS", durableObjectNamespace = "JourneysObject"),',
  namespace: `
  durableObjectNamespaces = [(className = "JourneysObject", uniqueKey = "journeys", enableSql = true)],
  durableObjectStorage = (localDisk = "objects"),`,
});

function configOf(port: number, variables: Readonly<Record<string, string>>, objectsIn: string | undefined): string {
  const storage = objectsIn === undefined ? undefined : storageOf(objectsIn);
  const texts = Object.entries(variables).map(([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)})`);
  return `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "internet", network = (allow = ["local"])),
    ${storage?.service ?? ""}
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["no_nodejs_compat", "no_nodejs_compat_v2"],
  bindings = [${storage?.binding ?? ""}${texts}],${storage?.namespace ?? ""}
);
`;
}

/** Where a Worker listens, and what it keeps. */
export interface BareWorkerdOptions {
  /** Default: any free port. */
  readonly port?: number | undefined;
  /** A folder for its Durable Object. Default: it is not bound. */
  readonly objectsIn?: string | undefined;
}

/** A Worker that can be killed. */
export interface BareWorkerd extends WorkerProcess {
  /** SIGKILL: whatever it is doing. */
  kill(): Promise<void>;
}

/** A built Worker in workerd itself: without wrangler in between, which would keep a request alive when its caller has gone. */
export async function startBareWorkerd(
  builtFile: string,
  variables: Readonly<Record<string, string>>,
  { port, objectsIn }: BareWorkerdOptions = {},
): Promise<BareWorkerd> {
  const listening = port ?? (await freePort());
  const directory = await mkdtemp(join(tmpdir(), "nxzalo-workerd-"));
  await copyFile(builtFile, join(directory, "index.js"));
  await writeFile(join(directory, "config.capnp"), configOf(listening, variables, objectsIn));
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
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    child.kill(signal);
    await ended;
    await rm(directory, { recursive: true, force: true });
  };
  return { url, log: () => output, close: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}
