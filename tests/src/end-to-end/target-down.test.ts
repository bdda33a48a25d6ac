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
const typesOf = (events: readonly ReceivedEvent[], messageId: unknown) =>
  events.filter(({ data }) => data["messageId"] === messageId).map(({ type }) => type);

it("a target that is down for two hours loses nothing, in each message's order, and holds up no other", {
  timeout: 120_000,
}, async () => {
  const port = await freePort();
  const up = await receiveEvents();
  const world = await startSuccessors({
    EVENTS_TARGETS: `receipt.delivered=${up.url};receipt.failed,message.undeliverable=http://127.0.0.1:${port}`,
  });
  let down: Awaited<ReturnType<typeof receiveEvents>> | undefined;
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
    await expect.poll(() => up.received.length, soon).toBe(count);
    for (const minutes of [6, 45, 115]) {
      await world.restartAt(minutes * minuteMs);
      // It is tried, and is not there.
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    down = await receiveEvents(port);
    const { received } = down;
    await world.restartAt(300 * minuteMs);
    await expect.poll(() => received.length, soon).toBeGreaterThanOrEqual(2 * count);
    expect(new Set(received.map(({ id }) => id)).size).toBe(2 * count);
    for (const messageId of failed)
      expect([...new Set(typesOf(received, messageId))]).toEqual(["receipt.failed", "message.undeliverable"]);
    expect([...up.received, ...received].every(isSigned)).toBe(true);
    expect(new Set(up.received.map(({ id }) => id)).size).toBe(count);
  } finally {
    await world.close();
    await up.close();
    await down?.close();
  }
});
