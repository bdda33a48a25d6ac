import { recordWork } from "nxzalo-testing/record-work";
import { expect, it } from "vitest";
import { createTestJourneys, parcel, receiptFor, template } from "../testing/journeys.ts";

it("is put around each piece of the store's work", async () => {
  const { around, works } = recordWork();
  const journeys = createTestJourneys().process({ around });
  await journeys.send({ ...parcel, ...template }, { idempotencyKey: "42-1" });
  expect(works.map(({ name }) => name)).toEqual([
    "store findIdempotent",
    "store findSuppressions",
    "store acquireLease",
    "store completeLease",
    "store start",
    "store findSuppressions",
    "store finish",
  ]);
  expect(works[0]).toEqual({
    name: "store findIdempotent",
    within: [],
    incoming: null,
    facts: { "nxzalo.store.operation": "findIdempotent" },
    failed: false,
  });
});

it("is put around a receipt, and the store's work on it", async () => {
  const { around, works } = recordWork();
  const { process, sent } = createTestJourneys();
  const journeys = process({ around });
  await journeys.send({ ...template, phone: parcel.phone });
  works.length = 0;
  await journeys.receive(receiptFor(sent()[0] as never));
  expect(works).toMatchObject([
    { name: "receive receipt", facts: { "nxzalo.receipt.status": "delivered" } },
    { name: "store receive", within: ["receive receipt"] },
  ]);
});
