import { describe, expect, it } from "vitest";
import { clientOf, phone, send, webhook } from "../../test/client.ts";
import { createSandbox } from "../index.ts";

describe("many journeys", () => {
  it("end each in its time", async () => {
    const now = Date.now();
    const sandbox = createSandbox({ webhook, now: () => now });
    for (const tokenType of ["token_coach_bus_30", "token_coach_bus_7", "token_logistics_30"] as const) {
      const { token } = await clientOf(sandbox).initJourneyToken({ phone, tokenType });
      await send(sandbox, { journeyToken: token, templateId: "silent" });
    }
    const ended = () => sandbox.receipts.length;
    sandbox.advance(7 * 86_400_000);
    expect(ended()).toBe(1);
    sandbox.advance(23 * 86_400_000 - 1);
    expect(ended()).toBe(1);
    sandbox.advance(1);
    expect(ended()).toBe(3);
  });
});
