import { receiveEvents } from "nxzalo-testing/event-receiver";
import { freePort } from "nxzalo-testing/loopback";
import { expect, it } from "vitest";
import { keyOf, startSuccessors } from "./successors.ts";

const dayMs = 86_400_000;
const soon = { timeout: 60_000, interval: 50 };
const apps = ["north", "default"];
const count = 6;

interface Listed {
  readonly state: string;
  readonly tries: number;
}

it("no event dies untried because no gateway was there; what is replayed comes by its id, in order, as often as the audit says", {
  timeout: 300_000,
}, async () => {
  const port = await freePort();
  const world = await startSuccessors({
    EVENTS_TARGETS: `receipt.success,receipt.delivered=http://127.0.0.1:${port}`,
    NXCLOUD_APPS: "north:sandbox-app-2",
    GATEWAY_API_KEYS: [
      `shop:send+read+admin:${keyOf("shop")}`,
      `hubs:read+admin:north+default:${keyOf("hubs")}`,
      `north:read+admin:north:${keyOf("north")}`,
    ].join(),
  });
  let closeTarget: (() => Promise<void>) | undefined;
  const list = async () => (await world.ask("/v1/events/search", { limit: 100 }))["events"] as readonly Listed[];
  const statesOf = async () => [...new Set((await list()).map(({ state }) => state))];
  const period = { from: new Date(Date.now() - dayMs), to: new Date(Date.now() + 10 * dayMs) };
  const replay = async (caller: string) => (await world.ask("/v1/events/replay", period, 202, caller))["replayed"];
  const auditOf = async (caller: string) => {
    const { entries } = await world.ask("/v1/audit/search", { action: "replay" }, 200, caller);
    return (entries as readonly { caller: string; counts: object }[]).map((one) => [one.caller, one.counts]);
  };
  try {
    for (let index = 0; index < count; index += 1) {
      const message = { phone: `849${10_000_000 + index}`, templateId: "133214", templateData: { order: index } };
      await world.send({ ...message, app: apps[index % 2] });
    }
    await world.sandbox.deliver(fetch);
    await expect.poll(async () => (await list()).length, soon).toBe(2 * count);
    const untried = async () => (await list()).filter(({ tries }) => tries === 0).length;
    await expect.poll(untried, soon).toBeLessThan(2 * count);

    const first = await receiveEvents(port);
    closeTarget = first.close;
    await world.restartAt(4 * dayMs);
    await expect.poll(async () => (await statesOf()).includes("waiting"), soon).toBe(false);
    // What had been tried is given up.
    const over = await list();
    expect(over.every(({ state, tries }) => state === "delivered" || tries > 0)).toBe(true);
    expect(over.filter(({ state }) => state === "delivered").length).toBeGreaterThanOrEqual(count);
    expect(new Set(first.received.map(({ id }) => id)).size).toBeGreaterThanOrEqual(count);

    await first.close();
    expect(await replay("shop")).toBe(2 * count);
    await expect.poll(untried, soon).toBeLessThan(2 * count);
    const { received, answerWith, close } = await receiveEvents(port);
    closeTarget = close;
    const ids = () => new Set(received.map(({ id }) => id)).size;
    await expect.poll(ids, soon).toBe(2 * count);
    await expect.poll(statesOf, soon).toEqual(["delivered"]);

    const before = received.length;
    // None is delivered until all have been asked: what is delivered may be replayed once more.
    const { promise: answered, resolve: answer } = Promise.withResolvers<number>();
    answerWith(() => answered);
    const counts = (await Promise.all(["hubs", "hubs", "hubs"].map(replay))) as number[];
    expect(counts.sort((one, other) => one - other)).toEqual([0, 0, 2 * count]);
    answer(204);
    await expect.poll(() => received.length, soon).toBe(before + 2 * count);
    expect(ids()).toBe(2 * count);
    for (const messageId of new Set(received.map(({ data }) => data["messageId"]))) {
      const again = received.slice(before).filter(({ data }) => data["messageId"] === messageId);
      expect(again.map(({ type }) => type)).toEqual(["receipt.success", "receipt.delivered"]);
    }
    const half = ["hubs", { events: count }];
    expect(await auditOf("north")).toEqual([half]);
    expect(await auditOf("hubs")).toEqual([half, half]);
    expect(await auditOf("shop")).toEqual([half, half, ["shop", { events: 2 * count }]]);
  } finally {
    await world.close();
    await closeTarget?.();
  }
});
