import { templateIdForZaloCode } from "@nxzalo/sandbox";
import { type ReceivedEvent, receiveEvents } from "nxzalo-testing/event-receiver";
import { freePort } from "nxzalo-testing/loopback";
import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { secret, startSuccessors } from "./successors.ts";

const minuteMs = 60_000;
const soon = { timeout: 60_000, interval: 50 };
const count = 40;

const isSigned = ({ id, headers, body }: ReceivedEvent) => {
  const sentAt = new Date(Number(headers["webhook-timestamp"]) * 1_000);
  return headers["webhook-signature"] === new Webhook(secret, { format: "raw" }).sign(id, sentAt, body);
};
/** Delivered at least once: copies are one event. */
const countOf = (events: readonly ReceivedEvent[]) => new Set(events.map(({ id }) => id)).size;
const typesOf = (events: readonly ReceivedEvent[], messageId: unknown) =>
  events.filter(({ data }) => data["messageId"] === messageId).map(({ type }) => type);

it("a target that is down for two hours loses nothing, in each message's order, and holds up no other", {
  timeout: 300_000,
}, async () => {
  const port = await freePort();
  const up = await receiveEvents();
  const world = await startSuccessors({
    EVENTS_TARGETS: `receipt.delivered=${up.url};receipt.failed,message.undeliverable=http://127.0.0.1:${port}`,
  });
  let down: Awaited<ReturnType<typeof receiveEvents>> | undefined;
  const tries = async () => {
    const { events } = await world.ask("/v1/events/search", { limit: 100, state: "waiting" });
    return (events as readonly { tries: number }[]).reduce((sum, event) => sum + event.tries, 0);
  };
  try {
    const failed: string[] = [];
    for (let index = 0; index < 2 * count; index += 1) {
      const fails = index % 2 === 0;
      const templateId = fails ? templateIdForZaloCode(-118) : "133214";
      const phone = `849${String(10_000_000 + index)}`;
      const { messageId } = await world.send({ phone, templateId, templateData: { order: index } });
      if (fails) failed.push(messageId);
    }
    await world.sandbox.deliver(fetch);
    await expect.poll(() => countOf(up.received), soon).toBe(count);
    for (const minutes of [6, 45, 115]) {
      const before = await tries();
      await world.restartAt(minutes * minuteMs);
      // It is tried, and is not there.
      await expect.poll(tries, soon).toBeGreaterThan(before);
    }
    down = await receiveEvents(port);
    const { received } = down;
    await world.restartAt(300 * minuteMs);
    await expect.poll(() => countOf(received), soon).toBe(2 * count);
    for (const messageId of failed)
      expect([...new Set(typesOf(received, messageId))]).toEqual(["receipt.failed", "message.undeliverable"]);
    expect([...up.received, ...received].every(isSigned)).toBe(true);
    expect(countOf(up.received)).toBe(count);
  } finally {
    await world.close();
    await up.close();
    await down?.close();
  }
});
