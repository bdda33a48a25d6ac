import type { ChaosClient, ChaosSubject } from "./chaos-client.ts";
import { watchLag } from "./lag.ts";
import { type DoorName, planCall } from "./plan.ts";
import { runCall, runCalls } from "./run-calls.ts";
import type { SettledCall } from "./settled-call.ts";

/** What a run is made of. */
export interface ChaosRun {
  readonly subject: ChaosSubject;
  readonly urls: Readonly<Record<DoorName, string>>;
  readonly accessSecret: string;
  readonly seed: number;
  /** The number of the first call. Default: 0. */
  readonly firstCall?: number;
  readonly calls: number;
  readonly concurrency: number;
  /** Outlives every call. */
  readonly signal: AbortSignal;
}

/** Accounts per door: what one of them brings on itself (a rate limit, a wrong clock) must not colour the whole run. */
const accountsPerDoor = 20;

/** Makes the calls with one client per door and account. `slackMs` is what a busy machine may add to a deadline. */
export async function runChaos(run: ChaosRun): Promise<{ settled: SettledCall[]; slackMs: number }> {
  const { subject, urls, accessSecret, seed, firstCall = 0, calls, concurrency, signal } = run;
  const { timeoutMs } = subject;
  const clients = new Map<string, ChaosClient>();
  const clientFor = (door: DoorName, account: number) => {
    const accessKey = `chaos-${door}-${account}`;
    const known = clients.get(accessKey);
    if (known) return known;
    const credentials = { accessKey, accessSecret };
    const client = subject.create({ credentials, appKey: "chaos-app", baseUrl: urls[door], timeoutMs });
    clients.set(accessKey, client);
    return client;
  };
  const lag = watchLag();
  const plans = Array.from({ length: calls }, (_, index) => planCall(seed, firstCall + index, timeoutMs));
  const settled = await runCalls(plans, concurrency, (plan) =>
    runCall(clientFor(plan.door, plan.call % accountsPerDoor), plan, signal),
  );
  const slackMs = 150 + 3 * lag.stop();
  await Promise.all([...clients.values()].map((client) => client.close?.()));
  return { settled, slackMs };
}
