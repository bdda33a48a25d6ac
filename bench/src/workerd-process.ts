import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const wrangler = createRequire(import.meta.url).resolve("wrangler/package.json");
const workerd: string = createRequire(wrangler)("workerd").default;

const configOf = (port: number, variables: Readonly<Record<string, string>>) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main), (name = "internet", network = (allow = ["local"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["no_nodejs_compat", "no_nodejs_compat_v2"],
  bindings = [${Object.entries(variables).map(([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)})`)}],
);
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A Worker in workerd itself, just spawned: it may not listen yet. */
export interface WorkerdProcess {
  readonly port: number;
  stop(): Promise<void>;
}

export async function spawnWorkerd(
  code: string | Uint8Array,
  variables: Readonly<Record<string, string>>,
): Promise<WorkerdProcess> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), "nxzalo-bench-"));
  await writeFile(join(directory, "index.js"), code);
  await writeFile(join(directory, "config.capnp"), configOf(port, variables));
  const child = spawn(workerd, ["serve", "config.capnp"], { cwd: directory, stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(child, "exit");
  return {
    port,
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
      await rm(directory, { recursive: true });
    },
  };
}
