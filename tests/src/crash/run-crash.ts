import { setTimeout as delay } from "node:timers/promises";
import { createRandom, type Random } from "../chaos/random.ts";
import type { Asked, Phase } from "./asked.ts";
import type { Backend } from "./backends.ts";
import { apiKeys, receiptKey } from "./callers.ts";
import { type CrashClient, createCrashClient } from "./client.ts";
import { type Fleet, startFleet } from "./fleet.ts";
import { readJournal } from "./journal.ts";
import type { CrashRun } from "./judge.ts";
import { type Plan, planRun, type Wish } from "./plan.ts";
import { deliverAll, deliverMeanwhile } from "./receipts.ts";
import { limits } from "./settings.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

const gateways = 3;
const clientsAtOnce = 200;
/** A wave after the storm asks for everything at once, too, but nothing is to be gained by a queue. */
const waveAtOnce = 24;

/** What a run was like, besides what the judge is told. */
export interface CrashCounts {
  readonly kills: number;
  /** Kills in the middle of a start. */
  readonly early: number;
  readonly pauses: number;
}

function envFor({ url, sandbox }: Upstream, backend: Backend) {
  const { accessKey, accessSecret } = sandbox.credentials;
  let starts = 0;
  return (): Record<string, string> => ({
    NXCLOUD_BASE_URL: url,
    NXCLOUD_APP_KEY: sandbox.appKey,
    GATEWAY_API_KEYS: apiKeys,
    PORT: "0",
    NXCLOUD_ACCESS_KEY: accessKey,
    NXCLOUD_ACCESS_SECRET: accessSecret,
    RECEIPT_KEYS: receiptKey,
    // Never called as such: receipts go to any gateway. Receipts for one address come one by one.
    PUBLIC_URL: `https://gateway-${starts++}.example`,
    ...backend.env,
  });
}

/** Asks for the list, so many at a time. */
async function inTurns<T>(list: readonly T[], atOnce: number, ask: (one: T) => Promise<unknown>): Promise<void> {
  const queue = list.values();
  const work = async () => {
    for (const one of queue) await ask(one);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** Whether a client asks again: it cannot know more by itself. */
const isWorthAnother = ({ end }: Asked) =>
  end.kind !== "answered" || (end.status >= 400 && end.json["retryable"] === true);

async function insistOn(client: CrashClient, wish: Wish, random: Random): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    if (!isWorthAnother(await client.ask("storm", wish))) return;
    await delay(100 + random.below(500));
  }
}

/** Everything breaks while everybody asks; receipts are delivered only in the first part of it. */
async function storm(seed: number, plan: Plan, fleet: Fleet, { sandbox }: Upstream, client: CrashClient) {
  let isOver = false;
  let left = plan.wishes.length;
  const random = createRandom(seed, 2);
  const receipts = new AbortController();
  const asking = inTurns(plan.wishes, clientsAtOnce, (wish) => {
    left -= 1;
    if (left < plan.wishes.length * 0.3) receipts.abort();
    return insistOn(client, wish, random);
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
  await inTurns(wishes, waveAtOnce, (wish) => client.ask(phase, wish));
}

/** One run on one backend, with everything that was asked and what NXCLOUD has of it. */
export async function runCrash(seed: number, requests: number, backend: Backend): Promise<CrashRun & CrashCounts> {
  const plan = planRun(seed, requests);
  const upstream = await startUpstream(seed);
  const { sandbox } = upstream;
  let fleet: Fleet | undefined;
  try {
    fleet = await startFleet(gateways, envFor(upstream, backend));
    const client = createCrashClient(fleet, createRandom(seed, 5));
    await storm(seed, plan, fleet, upstream, client);

    upstream.calm();
    // Whoever was killed is waited for no longer.
    await delay(limits.leaseMs);
    const toldBefore = new Set(readJournal(sandbox).flatMap(({ message, isTold }) => (isTold ? [message] : [])));
    await wave("unsettled", plan, client);
    const undelivered = await deliverAll(fleet, sandbox, createRandom(seed, 6));
    await wave("settled", plan, client);
    await inTurns(plan.orders, waveAtOnce, (order) => client.find("settled", order));
    return { asked: client.asked, journal: readJournal(sandbox), toldBefore, undelivered, ...fleet.counts() };
  } finally {
    await fleet?.close();
    await upstream.close();
  }
}
