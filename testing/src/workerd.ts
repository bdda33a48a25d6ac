import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { recordOutput } from "./child-process.ts";
import { freePort } from "./loopback.ts";

const wrangler = createRequire(import.meta.url).resolve("wrangler/package.json");
const workerd: string = createRequire(wrangler)("workerd").default;

/** Binds the Durable Object of journeys to a folder on disk, which outlives the process. */
const writeStorage = (folder: string) => ({
  service: `(name = "objects", disk = (path = ${JSON.stringify(folder)}, writable = true)),`,
  binding: '(name = "JOURNEYS", durableObjectNamespace = "JourneysObject"),',
  namespace: `
  durableObjectNamespaces = [(className = "JourneysObject", uniqueKey = "journeys", enableSql = true)],
  durableObjectStorage = (localDisk = "objects"),`,
});

function writeConfig(port: number, variables: Readonly<Record<string, string>>, objectsIn: string | undefined): string {
  const storage = objectsIn === undefined ? undefined : writeStorage(objectsIn);
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

/** Where a Worker listens, and where it stores. */
export interface BareWorkerdOptions {
  /** Default: any free port. */
  readonly port?: number | undefined;
  /** A folder for its Durable Object. Default: none is bound. */
  readonly objectsIn?: string | undefined;
}

/** A Worker in workerd itself: without wrangler, which would keep a request alive when its caller has hung up. */
export interface BareWorkerd {
  readonly url: string;
  readonly port: number;
  /** What it has logged so far. */
  log(): string;
  /** SIGTERM; its folder of code is removed. */
  close(): Promise<void>;
  /** SIGKILL, in the middle of whatever it does. */
  kill(): Promise<void>;
}

/** Spawns workerd with the code of a built Worker, without Node compatibility. It may not listen yet. */
export async function spawnBareWorkerd(
  code: string | Uint8Array,
  variables: Readonly<Record<string, string>>,
  options: BareWorkerdOptions = {},
): Promise<BareWorkerd & { readonly hasEnded: () => boolean }> {
  const port = options.port ?? (await freePort());
  const directory = await mkdtemp(join(tmpdir(), "nxzalo-workerd-"));
  await writeFile(join(directory, "index.js"), code);
  await writeFile(join(directory, "config.capnp"), writeConfig(port, variables, options.objectsIn));
  const child = spawn(workerd, ["serve", "config.capnp"], { cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  const output = recordOutput(child);
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    child.kill(signal);
    await ended;
    await rm(directory, { recursive: true, force: true });
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    log: output.read,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    close: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

/** Starts a built Worker in workerd, and waits until `/healthz` answers. Rejects after 20 s. */
export async function startBareWorkerd(
  builtFile: string,
  variables: Readonly<Record<string, string>>,
  options: BareWorkerdOptions = {},
): Promise<BareWorkerd> {
  const worker = await spawnBareWorkerd(await readFile(builtFile), variables, options);
  const isUp = () =>
    fetch(`${worker.url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const giveUpAt = Date.now() + 20_000;
  while (!(await isUp())) {
    if (worker.hasEnded() || Date.now() > giveUpAt) throw new Error(`workerd did not start: ${worker.log()}`);
    await delay(50);
  }
  return worker;
}
