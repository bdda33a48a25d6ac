import { watchLag } from "../harness/resources.ts";
import { countBy, formatCounts, slowestMs } from "../harness/summary.ts";
import { runConcurrently } from "../harness/waiting.ts";
import { runCall, type SettledCall } from "./calls.ts";
import type { Journal } from "./journal.ts";
import { type EndpointName, planCall } from "./plan.ts";
import type { ChaosClient, ChaosSubject } from "./subjects.ts";

/** What a run is made of. */
export interface ChaosRun {
  readonly subject: ChaosSubject;
  readonly urls: Readonly<Record<EndpointName, string>>;
  readonly accessSecret: string;
  readonly seed: number;
  /** The number of the first call. Default: 0. */
  readonly firstCall?: number;
  readonly calls: number;
  readonly concurrency: number;
  /** Outlives every call. */
  readonly signal: AbortSignal;
}

/** Accounts per endpoint: what one of them brings on itself (a rate limit, a wrong clock) must not colour the whole run. */
const accountsPerEndpoint = 20;

/** Makes the calls with one client per endpoint and account. `slackMs` is what a busy machine may add to a deadline. */
export async function runChaos(run: ChaosRun): Promise<{ settled: SettledCall[]; slackMs: number }> {
  const { subject, urls, accessSecret, seed, firstCall = 0, calls, concurrency, signal } = run;
  const { timeoutMs } = subject;
  const clients = new Map<string, ChaosClient>();
  const clientFor = (endpoint: EndpointName, account: number) => {
    const accessKey = `chaos-${endpoint}-${account}`;
    const known = clients.get(accessKey);
    if (known) return known;
    const credentials = { accessKey, accessSecret };
    const client = subject.create({ credentials, appKey: "chaos-app", baseUrl: urls[endpoint], timeoutMs });
    clients.set(accessKey, client);
    return client;
  };
  const lag = watchLag();
  const plans = Array.from({ length: calls }, (_, index) => planCall(seed, firstCall + index, timeoutMs));
  const settled = await runConcurrently(plans, concurrency, (plan) =>
    runCall(clientFor(plan.endpoint, plan.call % accountsPerEndpoint), plan, signal),
  );
  const slackMs = 150 + 3 * lag.stop();
  await Promise.all([...clients.values()].map((client) => client.close?.()));
  return { settled, slackMs };
}

/** How often each end came: `resolved`, `aborted`, or the outcome of a failure. */
export const countEnds = (settled: readonly SettledCall[]): Readonly<Record<string, number>> =>
  countBy(settled, ({ end }) => (end.kind === "failed" ? end.outcome : end.kind));

/** One line about a run. */
export function summarize(name: string, seed: number, settled: readonly SettledCall[], journal: Journal): string {
  const accepted = journal.entries.filter(({ verdict }) => verdict === "accepted").length;
  const received = `received whole ${journal.entries.length}, accepted ${accepted}`;
  const ends = formatCounts(countEnds(settled));
  return `chaos, ${name}: seed ${seed}, ${settled.length} calls: ${ends}; ${received}; slowest ${slowestMs(settled)} ms`;
}
