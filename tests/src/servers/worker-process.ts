import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const wrangler = fileURLToPath(new URL("../../node_modules/.bin/wrangler", import.meta.url));

/** A Worker in the real workerd. */
export interface WorkerProcess {
  readonly url: string;
  /** What it has logged so far. */
  log(): string;
  close(): Promise<void>;
}

/**
 * Runs `wrangler dev` in a directory, with the flags of its wrangler.jsonc and the given variables. What its Durable Objects keep ends
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
  // What an earlier run has remembered, this run's emulator does not know.
  const state = await mkdtemp(join(tmpdir(), "nxzalo-wrangler-"));
  const child = spawn(wrangler, ["dev", ...args, ...fixed, "--persist-to", state, ...vars], {
    cwd: directory,
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false" },
  });
  const ended = once(child, "exit");
  // Also when the run is broken off, so that nothing is left behind.
  const end = () => void child.kill("SIGTERM");
  process.once("exit", end);
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const ready = /Ready on (http:\/\/[^\s]+)/.exec(output)?.[1];
      if (ready) resolve(ready);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    setTimeout(() => reject(new Error(`wrangler is not ready after a minute: ${output}`)), 60_000).unref();
    child.on("exit", () => reject(new Error(`wrangler ended: ${output}`)));
  });
  return {
    url,
    log: () => output,
    close: async () => {
      process.off("exit", end);
      end();
      await ended;
      await rm(state, { recursive: true, force: true });
    },
  };
}
