import { setTimeout as delay } from "node:timers/promises";
import type { Sandbox } from "@nxzalo/sandbox";
import type { Random } from "../harness/random.ts";
import type { Fleet } from "./fleet.ts";

/** NXCLOUD repeats a receipt a minute later, on the sandbox's clock. */
const repeatMs = 60_001;
/** The sandbox gives up after 60 repeats. */
const repeatsAtMost = 50;

/** Posts what is due, each receipt to any gateway that runs: also to one that is killed meanwhile. */
async function deliverTo(fleet: Fleet, { deliver }: Sandbox, random: Random, signal?: AbortSignal): Promise<number> {
  const post = async (url: string, init: RequestInit) => {
    const { pathname } = new URL(url);
    return fetch(new URL(pathname, (await fleet.pick(random)).url), init);
  };
  return (await deliver(post, { signal })).waiting;
}

/** Delivers receipts while calls are made, until the signal fires: what a killed gateway did not take comes again. */
export async function deliverMeanwhile(fleet: Fleet, sandbox: Sandbox, random: Random, signal: AbortSignal) {
  let repeats = 0;
  const repeating = setInterval(() => {
    if (repeats++ < repeatsAtMost) sandbox.advance(repeatMs);
  }, 1_000);
  while (!signal.aborted) {
    await deliverTo(fleet, sandbox, random, signal);
    await delay(20);
  }
  clearInterval(repeating);
}

/** Delivers every receipt there is; gives how many no gateway took. */
export async function deliverAll(fleet: Fleet, sandbox: Sandbox, random: Random): Promise<number> {
  for (let rounds = 0; rounds < 5; rounds++) {
    if ((await deliverTo(fleet, sandbox, random)) === 0) break;
    sandbox.advance(repeatMs);
  }
  return sandbox.receipts.filter(({ state }) => state !== "delivered").length;
}
