import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { root } from "../public-packages.ts";
import type { Example } from "./example.ts";

/** An example that was started by its README's command. */
export interface RunningExample {
  /** Of the variable `PORT`. */
  readonly url: string;
  /** What it has printed. */
  output(): string;
  /** Waits until it has printed this, and gives what the pattern's first group (or the whole pattern) found. */
  printed(pattern: RegExp): Promise<string>;
  /** Ends it as a terminal would, and waits until all of it is gone. */
  stop(): Promise<void>;
}

const startLimitMs = 120_000;
const stopLimitMs = 10_000;

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** Without an account, and without what a package manager sets for its scripts. */
const ownEnv = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|pnpm_|NXCLOUD_|PHONE$)/i.test(name)));

/** Runs the command of the README, as it stands there, at the root of the workspace. */
export async function startExample(
  { command }: Example,
  variables: Readonly<Record<string, string>> = {},
): Promise<RunningExample> {
  const port = String(await freePort());
  const ports = { PORT: port, GATEWAY_PORT: String(await freePort()) };
  const env = { ...ownEnv(), ...ports, ...variables, NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1" };
  // A group of its own, which is ended as a whole: npm, the workspace's own start, and the example.
  const child = spawn(command, { cwd: root, env, shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    child.on("close", () => {
      isGone = true;
      resolve();
    });
  });
  const signal = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // Already gone.
    }
  };

  return {
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    printed: async (pattern) => {
      for (const giveUpAt = Date.now() + startLimitMs; ; await delay(25)) {
        const found = pattern.exec(output);
        if (found) return found[1] ?? found[0];
        if (isGone || Date.now() > giveUpAt) throw new Error(`${pattern} was not printed by ${command}:\n${output}`);
      }
    },
    stop: async () => {
      signal("SIGTERM");
      await Promise.race([gone, delay(stopLimitMs, undefined, { ref: false })]);
      if (isGone) return;
      signal("SIGKILL");
      await gone;
      throw new Error(`${command} did not stop within ${stopLimitMs} ms:\n${output}`);
    },
  };
}
