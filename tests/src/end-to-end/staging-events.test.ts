import { receiveEvents } from "nxzalo-testing/event-receiver";
import { expect, it } from "vitest";
import { startSuccessors } from "./successors.ts";

const listed = "84912345678";
const other = "84987654321";

it("what a staging gateway tells of a message that it has only simulated says so", async () => {
  const events = await receiveEvents();
  const world = await startSuccessors({
    STAGING: "true",
    STAGING_PHONES: listed,
    EVENTS_TARGETS: `message.undeliverable=${events.url}`,
  });
  try {
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const message = { templateId: "133214", templateData: { order: "42" }, sendAt };
    const sent: { messageId: string }[] = [];
    for (const phone of [listed, other]) {
      sent.push(await world.send({ ...message, phone }));
      await world.ask("/v1/people/restrict", { phone });
    }
    const { received } = events;
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(2);
    const told = (index: number) => received.find(({ data }) => data["messageId"] === sent[index]?.messageId)?.data;
    expect(told(0)).toMatchObject({ reason: "suppressed" });
    expect(told(0)).not.toHaveProperty("simulated");
    expect(told(1)).toMatchObject({ reason: "suppressed", simulated: true });
  } finally {
    await world.close();
    await events.close();
  }
});
