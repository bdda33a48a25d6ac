import { setTimeout as delay } from "node:timers/promises";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";
import { createRandom, type Random } from "../harness/random.ts";
import { countBy, formatCounts, slowestMs } from "../harness/summary.ts";
import { runConcurrently } from "../harness/waiting.ts";
import type { Asked, Phase } from "./asked.ts";
import type { Backend } from "./backends.ts";
import { type CrashClient, createCrashClient } from "./client.ts";
import { type Fleet, startFleet } from "./fleet.ts";
import type { CrashRun } from "./judge.ts";
import { type Plan, planRun, type Wish } from "./plan.ts";
import { deliverAll, deliverMeanwhile } from "./receipts.ts";
import { apiKeys, limits, receiptKey } from "./settings.ts";
import { readJournal, startUpstream, type Upstream } from "./upstream.ts";

const clientsAtOnce = 200;
/** After the crashes everything is asked at once, too, but a queue would show nothing more. */
const waveAtOnce = 24;

/** What a run was like, besides what the judge reads. */
export interface CrashCounts {
  readonly kills: number;
  /** Kills in the middle of a start. */
  readonly early: number;
  readonly pauses: number;
}

/** The variables of each start of a gateway. */
export function envFor({ url, sandbox }: Upstream, backend: Backend) {
  let starts = 0;
  return (): Record<string, string> => ({
    ...sandboxVariables(sandbox, url),
    GATEWAY_API_KEYS: apiKeys,
    PORT: "0",
    RECEIPT_KEYS: receiptKey,
    // Never called as such: receipts go to any gateway. Receipts for one address come one by one.
    PUBLIC_URL: `https://gateway-${starts++}.example`,
    ...backend.env,
  });
}

/** Whether a client asks again: it cannot know more by itself. */
const isWorthAnother = ({ end }: Asked) =>
  end.kind !== "answered" || (end.status >= 400 && end.json["retryable"] === true);

async function askAgainUntilAnswered(client: CrashClient, wish: Wish, random: Random): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    if (!isWorthAnother(await client.ask("crashing", wish))) return;
    await delay(100 + random.below(500));
  }
}

/** What a run asks, and through what. */
interface Surroundings {
  readonly fleet: Fleet;
  readonly upstream: Upstream;
  readonly client: CrashClient;
}

/** Everything breaks while all clients ask; receipts are delivered only in the first part of it. */
async function askWhileCrashing(seed: number, plan: Plan, { fleet, upstream, client }: Surroundings) {
  const { sandbox } = upstream;
  let isOver = false;
  let left = plan.wishes.length;
  const random = createRandom(seed, 2);
  const receipts = new AbortController();
  const asking = runConcurrently(plan.wishes, clientsAtOnce, (wish) => {
    left -= 1;
    if (left < plan.wishes.length * 0.3) receipts.abort();
    return askAgainUntilAnswered(client, wish, random);
  }).finally(() => {
    isOver = true;
    receipts.abort();
  });
  const asked = () => client.asked.length;
  await Promise.all([
    asking,
    fleet.wreck(createRandom(seed, 3), asked, () => isOver),
    deliverMeanwhile(fleet, sandbox, createRandom(seed, 4), receipts.signal),
  ]);
}

/** Asks once more for everything. */
async function wave(phase: Phase, plan: Plan, client: CrashClient): Promise<void> {
  const messages = plan.messages.filter(client.isBegun);
  const wishes: Wish[] = [
    ...plan.orders.map((order) => ({ kind: "open", order }) as const),
    ...messages.map((message) => ({ kind: "send", message }) as const),
  ];
  await runConcurrently(wishes, waveAtOnce, (wish) => client.ask(phase, wish));
}

/** One run on one backend, with everything that was asked and what NXCLOUD has of it. */
export async function runCrash(seed: number, requests: number, backend: Backend): Promise<CrashRun & CrashCounts> {
  const plan = planRun(seed, requests);
  const upstream = await startUpstream(seed);
  const { sandbox } = upstream;
  let fleet: Fleet | undefined;
  try {
    fleet = await startFleet({ newEnv: envFor(upstream, backend), clocks: backend.clocks });
    const client = createCrashClient(fleet, createRandom(seed, 5));
    await askWhileCrashing(seed, plan, { fleet, upstream, client });

    upstream.calm();
    // The leases of killed gateways have run out.
    await delay(limits.leaseMs);
    const confirmedBefore = new Set(
      readJournal(sandbox).flatMap(({ message, isConfirmed }) => (isConfirmed ? [message] : [])),
    );
    await wave("unsettled", plan, client);
    const undelivered = await deliverAll(fleet, sandbox, createRandom(seed, 6));
    await wave("settled", plan, client);
    await runConcurrently(plan.orders, waveAtOnce, (order) => client.find("settled", order));
    return { asked: client.asked, journal: readJournal(sandbox), confirmedBefore, undelivered, ...fleet.counts() };
  } finally {
    await fleet?.close();
    await upstream.close();
  }
}

function nameEnd({ end }: Asked): string {
  if (end.kind !== "answered") return end.kind;
  return end.status < 300 ? String(end.status) : `${end.status} ${String(end.json["code"])}`;
}

/** A run in a few lines. */
export function summarize(name: string, seed: number, run: CrashRun & CrashCounts): string {
  const { asked, journal, kills, early, pauses } = run;
  const phases = (["crashing", "unsettled", "settled"] as const).map(
    (phase) =>
      `  ${phase}: ${formatCounts(
        countBy(
          asked.filter((one) => one.phase === phase),
          nameEnd,
        ),
      )}`,
  );
  return [
    `crash, ${name}: seed ${seed}, ${asked.length} requests, ${kills} kills (and ${early} while starting), ${pauses} pauses; ` +
      `${journal.length} messages accepted, ${run.confirmedBefore.size} confirmed before the first wave; slowest ${slowestMs(asked)} ms`,
    ...phases,
  ].join("\n");
}
