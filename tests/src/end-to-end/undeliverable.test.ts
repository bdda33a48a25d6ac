import { type ReceiptFetch, templateIdForZaloCode } from "@nxzalo/sandbox";
import { receiveEvents } from "nxzalo-testing/event-receiver";
import { expect, it } from "vitest";
import { startSuccessors } from "./successors.ts";

const hourMs = 3_600_000;
const soon = { timeout: 60_000, interval: 50 };
/** How many parcels' messages fail, by Zalo's code. */
const failing = { "-118": 62, "-141": 9, "-139": 4 };
const silent = 25;
const delivered = 900;

/** So much work, some of it at once. */
async function each<T>(all: readonly T[], work: (one: T, index: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += 20)
    await Promise.all(all.slice(from, from + 20).map((one, index) => work(one, from + index)));
}

it("1,000 parcels: 75 that fail and 25 that stay silent are told of once each, across SIGKILL; 10 that arrive late are not told of again", {
  timeout: 600_000,
}, async () => {
  const events = await receiveEvents();
  const world = await startSuccessors({
    EVENTS_TARGETS: `message.undeliverable,receipt.delivered=${events.url}`,
    UNDELIVERED_AFTER_MINUTES: "120",
  });
  const countOf = (type: string) =>
    new Set(events.received.filter((one) => one.type === type).map(({ id }) => id)).size;
  const undeliverable = () => countOf("message.undeliverable");
  const arrived = () => countOf("receipt.delivered");
  try {
    const failures = Object.entries(failing).flatMap(([code, count]) =>
      Array.from({ length: count }, () => templateIdForZaloCode(Number(code))),
    );
    const templateIds = [...failures, ...Array.from({ length: silent + delivered }, () => "133214")];
    const silentIds = new Set<string>();
    await each(templateIds, async (templateId, index) => {
      const phone = `849${String(10_000_000 + index)}`;
      const { messageId } = await world.send({ phone, templateId, templateData: { order: index } });
      if (index >= failures.length && index < failures.length + silent) silentIds.add(messageId);
    });
    const held: (() => Promise<unknown>)[] = [];
    const holdingBack: ReceiptFetch = async (url, init) => {
      const { ext, status } = JSON.parse(String(init.body)) as { ext: string; status: string };
      if (status !== "delivered" || !silentIds.has(ext.split(":")[1] ?? "")) return fetch(url, init as RequestInit);
      held.push(() => fetch(url, init as RequestInit));
      return new Response("success");
    };
    const seen = new Set<string>();
    events.answerWith(({ id }) => {
      const isNew = !seen.has(id);
      seen.add(id);
      return isNew && seen.size % 50 === 0 ? 503 : 204;
    });
    const delivering = world.sandbox.deliver(holdingBack);
    await expect.poll(undeliverable, soon).toBeGreaterThan(20);
    await delivering;
    await world.restartAt(0);
    await world.sandbox.deliver(holdingBack);
    // What a killed gateway had taken, and what was answered with 503, comes again.
    await world.restartAt(60_000);
    world.sandbox.advance(60_000);
    await world.sandbox.deliver(holdingBack);
    await expect.poll(arrived, soon).toBe(delivered);
    await expect.poll(undeliverable, soon).toBe(75);
    expect(held).toHaveLength(silent);

    await world.restartAt(2 * hourMs + 120_000);
    await expect.poll(undeliverable, soon).toBe(100);
    const reasons = events.received.map(({ id, data }) => [id, data["reason"]] as const);
    expect([...new Map(reasons).values()].filter((reason) => reason === "silent")).toHaveLength(25);

    await world.restartAt(3 * hourMs);
    for (const deliver of held.slice(0, 10)) await deliver();
    await expect.poll(arrived, soon).toBe(delivered + 10);
    await world.restartAt(8 * hourMs);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(undeliverable()).toBe(100);
  } finally {
    await world.close();
    await events.close();
  }
});
