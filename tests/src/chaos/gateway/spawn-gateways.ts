import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { DoorName } from "../plan.ts";

/** How the process of the gateways is. */
export interface Health {
  readonly heapUsed: number;
  readonly rss: number;
  readonly sockets: number;
}

/** Gateways in a process of their own. */
export interface SpawnedGateways {
  readonly urls: Readonly<Record<DoorName, string>>;
  health(): Promise<Health>;
  close(): Promise<void>;
}

const script = fileURLToPath(new URL("gateway-process.ts", import.meta.url));

/** Starts one gateway before each upstream. */
export async function spawnGateways(settings: {
  readonly upstreams: Readonly<Record<DoorName, string>>;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly accessSecret: string;
}): Promise<SpawnedGateways> {
  const child = fork(script, [JSON.stringify(settings)], { execArgv: ["--expose-gc"] });
  const ended = once(child, "exit");
  const answer = async () => {
    const [message] = await Promise.race([once(child, "message"), ended]);
    if (typeof message !== "object" || message === null) throw new Error("the gateways' process has ended");
    return message;
  };
  return {
    urls: (await answer()) as SpawnedGateways["urls"],
    health: () => {
      child.send("health");
      return answer() as Promise<Health>;
    },
    close: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
