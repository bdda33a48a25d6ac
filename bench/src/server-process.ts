import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A server in a process of its own, so that its work is not counted as the client's. */
export interface ServerProcess {
  readonly url: string;
  /** Microseconds of CPU since it started. */
  cpuMicros(): Promise<number>;
  stop(): void;
}

const answerOf = async (child: ChildProcess): Promise<unknown> => (await once(child, "message"))[0];

/** Starts a module of `servers/`; what it logs goes nowhere, but it is written. */
export async function startServer(name: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const module = fileURLToPath(new URL(`./servers/${name}.ts`, import.meta.url));
  const child = fork(module, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const url = String(await answerOf(child));
  return {
    url,
    async cpuMicros() {
      child.send("cpu");
      return Number(await answerOf(child));
    },
    stop: () => void child.kill(),
  };
}
