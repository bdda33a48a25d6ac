import { describe, expect, it } from "vitest";
import { createTestJourneys } from "../testing/journeys.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe("what came as a receipt and cannot be read", () => {
  it("is shown with the reason, its text as far as that is kept", async () => {
    const { process, clock } = createTestJourneys();
    const journeys = process();
    const receivedAt = new Date(clock.at);
    const text = `status=delivered&more=${"x".repeat(20_000)}`;
    expect(await journeys.receiveUnreadable({ text, reason: "it is not JSON" })).toBe(true);
    expect(await journeys.searchReceipts({})).toEqual({
      receipts: [{ receivedAt, reason: "it is not JSON", text: text.slice(0, 16_384) }],
      nextCursor: null,
    });
  });

  it("is kept 100 times in an hour, so that a flood does not fill the disk", async () => {
    const { process, clock } = createTestJourneys();
    const journeys = process();
    const keep = (text: string) => journeys.receiveUnreadable({ text, reason: "it is not JSON" });
    for (let index = 0; index < 100; index++) expect(await keep(`${index}`)).toBe(true);
    expect([await keep("100"), await keep("99")]).toEqual([false, true]);
    clock.at += hourMs + 1;
    expect(await keep("101")).toBe(true);
  });

  it("is kept for 30 days", async () => {
    const { process, clock } = createTestJourneys();
    const journeys = process();
    await journeys.receiveUnreadable({ text: "", reason: "it is empty" });
    clock.at += 30 * dayMs;
    expect(await journeys.sweep()).toBe(0);
    clock.at += 1;
    expect(await journeys.sweep()).toBe(1);
  });
});
