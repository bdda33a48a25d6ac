import { createSandbox } from "@nxzalo/sandbox";
import { receiveEvents } from "nxzalo-testing/event-receiver";
import { expect, it } from "vitest";
import { servePatiently } from "../servers/patient-sandbox.ts";
import { startSuccessors } from "./successors.ts";

it("an official account that Zalo rates lower than a gateway before has heard is one event, however often it is read", async () => {
  const events = await receiveEvents();
  const world = await startSuccessors({ EVENTS_TARGETS: `quality.fallen=${events.url}` });
  const { appKey, credentials } = world.sandbox;
  // The emulator rates its first application best, and the others lower.
  const lower = await servePatiently(createSandbox({ appKeys: ["another", appKey], credentials }));
  try {
    const quality = async () => (await world.ask("/v1/account", {}))["quality"];
    expect(await quality()).toMatchObject({ current: "HIGH" });
    const list = async () => (await world.ask("/v1/events/search", {}))["events"];
    for (let restarts = 0; restarts < 2; restarts += 1) {
      await world.restartAt(0, { NXCLOUD_BASE_URL: lower.url });
      expect(await quality()).toMatchObject({ current: "LOW", sevenDays: "MEDIUM" });
      // It is marked once its receiver has answered. A gateway that is killed before delivers it once more.
      await expect.poll(list, { timeout: 20_000 }).toMatchObject([{ state: "delivered" }]);
    }
    expect(events.received).toHaveLength(1);
    expect(events.received[0]).toMatchObject({
      type: "quality.fallen",
      data: { from: "HIGH", to: "LOW", sevenDays: "MEDIUM" },
    });
  } finally {
    await world.close();
    lower.close();
    await events.close();
  }
});
