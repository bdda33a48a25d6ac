import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { recordOutput } from "nxzalo-testing/child-process";

/** Wrangler starts several processes, and several Workers start at once: on a busy machine that took more than a minute. */
const startLimitMs = 180_000;
const wrangler = fileURLToPath(new URL("../../node_modules/.bin/wrangler", import.meta.url));

/** A Worker in the real workerd. */
export interface WorkerProcess {
  readonly url: string;
  /** What it has logged so far. */
  log(): string;
  close(): Promise<void>;
}

/**
 * Runs `wrangler dev` in a directory, with the flags of its wrangler.jsonc and the given variables. What its Durable Objects store ends
 * with it.
 */
export async function startWorker(
  directory: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  port = 0,
): Promise<WorkerProcess> {
  const vars = Object.entries(variables).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const fixed = [
    "--ip",
    "127.0.0.1",
    "--port",
    `${port}`,
    "--inspector-port",
    "0",
    "--show-interactive-dev-session=false",
  ];
  // What an earlier run has stored, this run's emulator does not know.
  const state = await mkdtemp(join(tmpdir(), "nxzalo-wrangler-"));
  const child = spawn(wrangler, ["dev", ...args, ...fixed, "--persist-to", state, ...vars], {
    cwd: directory,
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false" },
  });
  const ended = once(child, "exit");
  // Also when the run is broken off, so that nothing is left behind.
  const end = () => void child.kill("SIGTERM");
  process.once("exit", end);
  const output = recordOutput(child);
  const url = await output.waitFor(/Ready on (http:\/\/\S+)\s/, startLimitMs);
  return {
    url,
    log: output.read,
    close: async () => {
      process.off("exit", end);
      end();
      await ended;
      await rm(state, { recursive: true, force: true });
    },
  };
}
