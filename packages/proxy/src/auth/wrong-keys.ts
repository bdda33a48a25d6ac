import { delay } from "@nxzalo/core/internal";
import { tooManyWrongKeys } from "../problems.ts";

/** How many addresses are known at once; beyond that, the one whose last wrong key is the longest ago is not known any more. */
const addressesAtMost = 5_000;
/** What one wrong key costs its address; that goes down with the time. */
const costMs = 1_000;
/** What it may cost before its keys wait: a person who mistypes one does not. */
const freeMs = 20_000;
const mostMs = 60_000;
const longestWaitMs = 5_000;
/** How many wait at once, of all addresses. */
const waitingAtMost = 100;

/** Waits before a wrong key is refused. @throws ProxyError `rate_limited` where too many wait already. */
export type SlowWrongKey = (address: string | undefined) => Promise<void>;

/** The eight groups of an IPv6 address, the last two of which may be written as an IPv4 one. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const [front, back] = [head, tail ?? ""].map((part) => part.split(":").filter((group) => group !== ""));
  const missing = tail === undefined ? 0 : 8 - (front?.length ?? 0) - (back?.length ?? 0);
  return [...(front ?? []), ...Array<string>(Math.max(missing, 0)).fill("0"), ...(back ?? [])];
}

/** What one attacker has of an address: all of an IPv4 one, and the first half of an IPv6 one. */
export function networkOf(address: string): string {
  const text = address.slice(0, 64).toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  if (mapped !== undefined) return mapped;
  return groupsOf(text)
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

/**
 * Slows wrong keys down by their addresses: beyond twenty at once, and one a second after that, they wait for up to 5 seconds. A right key is
 * never asked about, so that who shares an address with others (behind a balancer, or a NAT) is not held up by their wrong ones. What is
 * known of addresses is bounded, whatever comes.
 *
 * @param now Milliseconds since the epoch.
 */
export function createSlowWrongKey(now: () => number, wait: (delayMs: number) => Promise<void> = delay): SlowWrongKey {
  /** Until when each address has paid, the one that was wrong last at the end. */
  const paidAt = new Map<string, number>();
  let waiting = 0;

  /** What an address owes with one more wrong key, in milliseconds. */
  function charge(network: string): number {
    const at = now();
    const owedMs = Math.min(Math.max((paidAt.get(network) ?? at) - at, 0) + costMs, mostMs);
    paidAt.delete(network);
    paidAt.set(network, at + owedMs);
    const [oldest = ""] = paidAt.size > addressesAtMost ? paidAt.keys() : [network];
    if (oldest !== network) paidAt.delete(oldest);
    return owedMs;
  }

  return async (address = "") => {
    const waitMs = Math.min(charge(networkOf(address)) - freeMs, longestWaitMs);
    if (waitMs <= 0) return;
    if (waiting >= waitingAtMost) throw tooManyWrongKeys(waitMs);
    waiting++;
    try {
      await wait(waitMs);
    } finally {
      waiting--;
    }
  };
}
