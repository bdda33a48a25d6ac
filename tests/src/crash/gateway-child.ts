import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { limits } from "./settings.ts";

const script = fileURLToPath(new URL("gateway-process.ts", import.meta.url));
/** A start that takes longer is a start that hangs. */
const startLimitMs = 30_000;

/** A gateway's process. */
export interface GatewayChild {
  /** Where it listens; undefined where it was killed before it did. Rejects where it ended by itself, or takes too long. */
  readonly started: Promise<string | undefined>;
  /** Whether it has been killed, or is about to be: from then on, a connection that breaks is no news. */
  isKilled(): boolean;
  kill(): Promise<void>;
  /** Stops it in the middle of what it does. */
  pause(): void;
  resume(): void;
}

/** What else a gateway's process is started with. */
export interface ChildOptions {
  /** Larger files it cannot write, in the shell's blocks of 512 or 1024 bytes: a disk that gets full. */
  readonly fileBlocks?: number | undefined;
}

async function urlOf(child: ChildProcess, isKilled: () => boolean): Promise<string | undefined> {
  const timer = setTimeout(() => child.kill("SIGKILL"), startLimitMs);
  const [first] = await Promise.race([once(child, "message"), once(child, "exit")]);
  clearTimeout(timer);
  if (typeof first === "string" && first.startsWith("http")) return first;
  if (isKilled()) return undefined;
  throw new Error(`a gateway did not start: ${first}`);
}

/** Starts a gateway in a process of its own. */
export function startGatewayChild(
  env: Readonly<Record<string, string>>,
  { fileBlocks }: ChildOptions = {},
): GatewayChild {
  const command = [process.execPath, script, JSON.stringify({ env, limits })];
  const limited = fileBlocks === undefined ? [] : ["sh", "-c", `ulimit -S -f ${fileBlocks}; exec "$0" "$@"`];
  const [file = "", ...args] = [...limited, ...command];
  const child = spawn(file, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(child, "exit");
  let killed = false;
  const signal = (name: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(name);
  };
  return {
    started: urlOf(child, () => killed),
    isKilled: () => killed,
    kill: async () => {
      killed = true;
      signal("SIGKILL");
      await ended;
    },
    pause: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
  };
}
