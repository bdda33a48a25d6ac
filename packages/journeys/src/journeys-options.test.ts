import { createNxZalo } from "@nxzalo/core";
import { createSandbox } from "@nxzalo/sandbox";
import { failureOf } from "nxzalo-testing/failure-of";
import { expect, it } from "vitest";
import { createJourneys } from "./journeys.ts";
import { createMemoryStore } from "./memory.ts";

const { credentials, appKey, fetch } = createSandbox();
const client = createNxZalo({ credentials, appKey, fetch });
const store = createMemoryStore();

it.each([
  ["no client", { store }, ["client"], "required"],
  ["no store", { client }, ["store"], "type_wrong"],
  ["a store that is not awaited", { client, store: Promise.resolve(store) }, ["store"], "type_wrong"],
  ["a time before now", { client, store, retainMs: -1 }, ["retainMs"], "number_out_of_range"],
  ["a time that is no number", { client, store, dataRetainMs: Number.NaN }, ["dataRetainMs"], "number_out_of_range"],
  ["a time as text", { client, store, deadlineMs: "25000" }, ["deadlineMs"], "number_out_of_range"],
  ["a short lease", { client, store, leaseMs: 999 }, ["leaseMs"], "number_out_of_range"],
  ["events that go nowhere", { client, store, events: {} }, ["events", "targets"], "required"],
])("journeys with %s are refused by the option's name", async (_, options, path, code) => {
  const failure = await failureOf(() => createJourneys(options as never));
  expect(failure).toMatchObject({ kind: "config", issues: [{ path, code }] });
});

it("says all that is wrong at once, and how a store is had", async () => {
  const failure = await failureOf(() => createJourneys({ marginMs: -5 } as never));
  expect(failure).toMatchObject({ issues: [{ path: ["marginMs"] }, { path: ["client"] }, { path: ["store"] }] });
  expect(String(failure)).toContain("createSqliteStore and createPostgresStore give a promise of one: await it");
});

it("a time of nothing is one", () => {
  expect(() => createJourneys({ client, store, marginMs: 0, retainMs: 0 })).not.toThrow();
});
