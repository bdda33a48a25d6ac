import { timedOut, toNativeSignal, withTimeout } from "@nxzalo/core/internal";
import type { WriteLog } from "../log.ts";
import type { AlertConfig } from "./config.ts";
import { toAlertRequest } from "./messages.ts";
import type { Alarm } from "./watch.ts";

const attemptMs = 10_000;
/** Milliseconds before each further attempt. */
const retryDelaysMs: readonly number[] = [5_000, 30_000, 120_000, 600_000];

/** What a receiver says of what it got: Lark answers 200 also where it refuses. */
async function refusalIn(response: Response, { format }: AlertConfig): Promise<string | undefined> {
  if (!response.ok || format !== "lark") {
    await response.body?.cancel();
    return response.ok ? undefined : `answered ${response.status}`;
  }
  const code = /"code":\s*(\d{1,6})/.exec(await response.text())?.[1] ?? "0";
  return code === "0" ? undefined : `answered code ${code}`;
}

/** Options of {@link createDelivery}. */
export interface DeliveryOptions {
  /** What this gateway is called in its alarms. */
  readonly gateway: string;
  readonly write: WriteLog;
  /** Default: four, within a quarter of an hour. */
  readonly delaysMs?: readonly number[] | undefined;
}

/** Posts alarms, beside everything else that the gateway does. */
export interface Delivery {
  post(alarm: Alarm): void;
  /** Gives up what waits. */
  stop(): void;
}

/**
 * Posts each alarm once it is there, and again where that failed, for a quarter of an hour, whatever becomes of the others. Of an alarm whose
 * state changes meanwhile, only the newest state is posted; so as many wait as there are alarms, at most. The log says what could not be delivered, and never where to: the
 * URL may hold a secret.
 */
export function createDelivery(config: AlertConfig, options: DeliveryOptions): Delivery {
  const { gateway, write, delaysMs = retryDelaysMs } = options;
  /** The newest state of each alarm that waits. */
  const waiting = new Map<string, Alarm>();
  const posted = new Set<string>();
  /** Ends the pause of each alarm that is being delivered. */
  const running = new Map<string, () => void>();
  let isStopped = false;

  const pause = (name: string, ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      running.set(name, () => {
        clearTimeout(timer);
        resolve();
      });
    });

  /** Why it was not taken; nothing where it was. */
  async function attempt(alarm: Alarm): Promise<string | undefined> {
    try {
      const { headers, body } = toAlertRequest(alarm, config, gateway, Date.now());
      return await withTimeout({ timeoutMs: attemptMs }, async (signal) => {
        const native = toNativeSignal(signal) as AbortSignal;
        const init = { method: "POST", headers, body, redirect: "manual", signal: native } as const;
        return refusalIn(await fetch(config.url, init), config);
      });
    } catch (error) {
      return error === timedOut ? "did not answer in time" : "could not be reached";
    }
  }

  async function deliver({ rule, ...state }: Alarm): Promise<void> {
    let failure: string | undefined;
    const isOutdated = () => isStopped || waiting.has(rule.name);
    for (const delayMs of [0, ...delaysMs]) {
      if (!isOutdated() && delayMs > 0) await pause(rule.name, delayMs);
      if (isOutdated()) return;
      failure = await attempt({ rule, ...state });
      if (failure !== undefined) continue;
      if (state.status === "firing") posted.add(rule.name);
      else posted.delete(rule.name);
      return;
    }
    write({ level: "error", message: `ALERT_URL ${failure}: ${rule.name} (${state.status}) was not delivered` });
  }

  async function run(name: string): Promise<void> {
    running.set(name, () => {});
    for (let alarm = waiting.get(name); alarm; alarm = waiting.get(name)) {
      waiting.delete(name);
      // What was never told to fire need not be told to be over.
      if (alarm.status === "firing" || posted.has(name)) await deliver(alarm);
    }
    running.delete(name);
  }

  return {
    post: (alarm) => {
      if (isStopped) return;
      const { name } = alarm.rule;
      waiting.set(name, alarm);
      const wake = running.get(name);
      if (wake) wake();
      else void run(name);
    },
    stop: () => {
      isStopped = true;
      waiting.clear();
      for (const wake of running.values()) wake();
    },
  };
}
