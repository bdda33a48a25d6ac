import type { Receipt } from "@nxzalo/core";

function describe(receipt: Receipt): string {
  const { status } = receipt;
  const text = (name: string) => String(receipt.raw[name] ?? "");
  if (status !== "journey_acknowledged") return `${status.padEnd(21)} ${text("requestId") || text("journeyId")}`;
  return `${status.padEnd(21)} ${receipt.requestId}  the journey is charged: ${receipt.cost.originalPrice} ${receipt.cost.currency}`;
}

/** The receipts that the gateway takes, shown as they come. */
export function watchReceipts() {
  const seen: Receipt[] = [];
  /** Waits until so many have come in all, or for 5 s. */
  async function untilSeen(count: number): Promise<void> {
    const endsAt = performance.now() + 5_000;
    while (seen.length < count && performance.now() < endsAt) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    onReceipt(receipt: Receipt): void {
      seen.push(receipt);
      console.log(`  receipt    ${describe(receipt)}`);
    },
    /** Waits until so many have come, or for 5 s; gives what came. */
    async first(count: number): Promise<readonly Receipt[]> {
      await untilSeen(count);
      return [...seen];
    },
    /** How many have come. */
    count: () => seen.length,
    untilSeen,
  };
}
