import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { recordOutput } from "nxzalo-testing/child-process";

const main = fileURLToPath(new URL("../../../apps/gateway/dist/main.js", import.meta.url));
const startLimitMs = 60_000;

/** The gateway as it is deployed: the built program, on a port that stays the same. */
export interface GatewayProcess {
  readonly url: string;
  /** Resolves when it listens. */
  start(): Promise<void>;
  /** SIGTERM: resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** What it has logged since it was started. */
  log(): string;
}

/** What can be started, and is not yet. */
export function createGatewayProcess(port: number, env: Readonly<Record<string, string>>): GatewayProcess {
  let child: ChildProcess | undefined;
  let log = () => "";
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const ended = once(child, "exit");
    child.kill(signal);
    return (await ended)[0];
  }
  return {
    url: `http://127.0.0.1:${port}`,
    start: async () => {
      child = spawn(process.execPath, [main], {
        env: { PATH: process.env["PATH"], ...env, PORT: String(port) },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const output = recordOutput(child);
      log = output.read;
      await output.waitFor(new RegExp(`http://127.0.0.1:${port}`), startLimitMs);
    },
    stop: () => end("SIGTERM"),
    kill: async () => void (await end("SIGKILL")),
    log: () => log(),
  };
}
