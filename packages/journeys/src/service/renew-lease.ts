import type { ServiceContext } from "./context.ts";

/** Longer than any call of the client's: who works longer has hung, and others take over. */
const longestWorkMs = 60_000;
/** Of a lease, so that two renewals may fail. */
const renewedAfter = 0.3;

/**
 * Works as the owner of a lease, which is renewed meanwhile: others wait as long as the owner lives, and no longer than the lease when it
 * has died. An owner that has lost it all the same, because it was stopped or could not reach the store, finds that out when it writes.
 */
export async function whileRenewing<T>(
  { leaseMs, now }: Pick<ServiceContext, "leaseMs" | "now">,
  renew: (leaseUntil: number) => Promise<boolean>,
  work: () => Promise<T>,
): Promise<T> {
  const stopAt = performance.now() + longestWorkMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const renewLater = () => {
    timer = setTimeout(async () => {
      // Where the store cannot be reached now, the next one may.
      const isOwner = await renew(now() + leaseMs).catch(() => true);
      if (isOwner && !isOver && performance.now() < stopAt) renewLater();
    }, leaseMs * renewedAfter);
  };
  renewLater();
  try {
    return await work();
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}
