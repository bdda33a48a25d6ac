import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { GatewayConfig, ServerLimits } from "nxzalo-gateway";
import { nextMessage } from "nxzalo-testing/child-process";

const script = fileURLToPath(new URL("gateway-process.ts", import.meta.url));
/** A start that takes longer is a start that hangs. */
const startLimitMs = 30_000;

/** What a process of gateways is given. */
export interface GatewaysToStart<Name extends string = string> {
  /** The variables of each gateway, by a name for it. */
  readonly gateways: Readonly<Record<Name, Readonly<Record<string, string>>>>;
  /** Of one attempt and one whole call upstream, and of a lease. */
  readonly limits: Partial<Pick<GatewayConfig, "timeoutMs" | "deadlineMs">> & { readonly leaseMs?: number };
  /** Default: the gateway's own. */
  readonly serverLimits?: ServerLimits;
  /** By how many milliseconds their machine's clock is wrong. Default: 0. */
  readonly clockOffsetMs?: number;
}

/** What else a process is started with. */
export interface GatewayChildOptions {
  /** The largest file that it may write, in the shell's blocks of 512 or 1024 bytes: a disk that gets full. */
  readonly fileBlocks?: number | undefined;
  /** Whether it may collect its garbage when it is asked for its health. */
  readonly collectsGarbage?: boolean;
}

/** The memory and the sockets of a process. */
export interface GatewayHealth {
  readonly heapUsed: number;
  readonly rss: number;
  readonly sockets: number;
}

/** Gateways in a process of their own. */
export interface GatewayChild<Name extends string> {
  /** Where each listens; undefined where the process was killed before that. Rejects where it ended by itself, or took too long. */
  readonly started: Promise<Readonly<Record<Name, string>> | undefined>;
  /** Whether it has been killed, or is about to be: from then on, a broken connection is expected. */
  isKilled(): boolean;
  health(): Promise<GatewayHealth>;
  kill(): Promise<void>;
  /** Stops it in the middle of what it does. */
  pause(): void;
  resume(): void;
}

/** Starts gateways in a process of their own. */
export function startGatewayChild<Name extends string>(
  toStart: GatewaysToStart<Name>,
  { fileBlocks, collectsGarbage = false }: GatewayChildOptions = {},
): GatewayChild<Name> {
  const node = [process.execPath, ...(collectsGarbage ? ["--expose-gc"] : []), script, JSON.stringify(toStart)];
  const limited = fileBlocks === undefined ? [] : ["sh", "-c", `ulimit -S -f ${fileBlocks}; exec "$0" "$@"`];
  const [file = "", ...args] = [...limited, ...node];
  const child = spawn(file, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(child, "exit");
  let killed = false;
  const signal = (name: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(name);
  };
  const start = async () => {
    const timer = setTimeout(() => signal("SIGKILL"), startLimitMs);
    try {
      return (await nextMessage(child)) as Readonly<Record<Name, string>>;
    } catch (cause) {
      if (killed) return undefined;
      throw new Error("a gateway did not start", { cause });
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    started: start(),
    isKilled: () => killed,
    health: () => {
      child.send("health");
      return nextMessage(child) as Promise<GatewayHealth>;
    },
    kill: async () => {
      killed = true;
      signal("SIGKILL");
      await ended;
    },
    pause: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
  };
}
