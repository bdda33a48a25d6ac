import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A server in a process of its own, so that its work is not counted as the client's. */
export interface ServerProcess {
  readonly url: string;
  /** Microseconds of CPU since it started. */
  cpuMicros(): Promise<number>;
  /** Bytes that it holds in memory. */
  residentBytes(): Promise<number>;
  stop(): void;
}

/** What a server says next; it rejects where the server ends in place of that. */
async function answerOf(child: ChildProcess): Promise<unknown> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const ended = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`${child.spawnargs.at(-1)} ended with ${code}`);
  });
  try {
    return await Promise.race([once(child, "message", { signal }).then(([answer]) => answer), ended]);
  } finally {
    waiting.abort();
  }
}

const here = fileURLToPath(new URL("../..", import.meta.url));

/** Starts a module of `servers/`, of this tree or of another one; what it logs goes nowhere, but it is written. */
export async function startServer(
  name: string,
  env: Readonly<Record<string, string>> = {},
  tree: string = here,
): Promise<ServerProcess> {
  const module = join(tree, `bench/src/servers/${name}.ts`);
  const child = fork(module, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const url = String(await answerOf(child));
  const ask = async (what: string) => {
    child.send(what);
    return Number(await answerOf(child));
  };
  return {
    url,
    cpuMicros: () => ask("cpu"),
    residentBytes: () => ask("memory"),
    stop: () => void child.kill(),
  };
}
