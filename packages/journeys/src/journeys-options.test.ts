import { createNxZalo } from "@nxzalo/core";
import { createSandbox } from "@nxzalo/sandbox";
import { failureOf } from "nxzalo-testing/failure-of";
import { expect, it } from "vitest";
import { createJourneys } from "./journeys.ts";
import { createMemoryStore } from "./memory.ts";

const { credentials, appKey, fetch } = createSandbox();
const client = createNxZalo({ credentials, appKey, fetch });
const store = createMemoryStore();
const budget = { amount: "5000000", currency: "VND" };
const target = { url: "https://shop.example/events", types: ["*"], secrets: ["0123456789abcdef"] };
const targets = [target];

it.each([
  ["no client", { store }, ["client"], "required"],
  ["no store", { client }, ["store"], "type_wrong"],
  ["a store that is not awaited", { client, store: Promise.resolve(store) }, ["store"], "type_wrong"],
  ["a time before now", { client, store, retainMs: -1 }, ["retainMs"], "number_out_of_range"],
  ["a time that is no number", { client, store, dataRetainMs: Number.NaN }, ["dataRetainMs"], "number_out_of_range"],
  ["a time as text", { client, store, deadlineMs: "25000" }, ["deadlineMs"], "number_out_of_range"],
  ["a short lease", { client, store, leaseMs: 999 }, ["leaseMs"], "number_out_of_range"],
  ["a time that no database holds", { client, store, retainMs: 0.5 }, ["retainMs"], "number_out_of_range"],
  [
    "a time without an end",
    { client, store, deadlineMs: Number.POSITIVE_INFINITY },
    ["deadlineMs"],
    "number_out_of_range",
  ],
  ["a lease beyond timers", { client, store, leaseMs: 2 ** 31 }, ["leaseMs"], "number_out_of_range"],
  ["a lease as text", { client, store, leaseMs: "5000" }, ["leaseMs"], "number_out_of_range"],
  ["a client that was not made", { client: createNxZalo, store }, ["client"], "type_wrong"],
  ["an application that is no text", { client, store, appKey: 5 }, ["appKey"], "credential_wrong"],
  ["a webhook that is no URL", { client, store, drWebhook: 5 }, ["drWebhook"], "type_wrong"],
  [
    "a country code in letters",
    { client, store, defaultCountryCode: "abc" },
    ["defaultCountryCode"],
    "country_code_wrong",
  ],
  ["a budget that is a number", { client, store, monthlyBudget: 5 }, ["monthlyBudget"], "type_wrong"],
  [
    "a budget of nothing",
    { client, store, monthlyBudget: { budget: { amount: "0", currency: "VND" } } },
    ["monthlyBudget", "budget"],
    "amount_wrong",
  ],
  [
    "a budget as a number",
    { client, store, monthlyBudget: { budget: { amount: 5, currency: "VND" } } },
    ["monthlyBudget", "budget"],
    "amount_wrong",
  ],
  [
    "a budget that calls no function",
    { client, store, monthlyBudget: { budget, onReached: "log" } },
    ["monthlyBudget", "onReached"],
    "type_wrong",
  ],
  [
    "a budget's misspelt option",
    { client, store, monthlyBudget: { budget, onReach: () => {} } },
    ["monthlyBudget", "onReach"],
    "option_unknown",
  ],
  ["quiet hours that are no text", { client, store, quietHours: 22 }, ["quietHours"], "quiet_hours_wrong"],
  ["a rate as text", { client, store, ratePerSecond: "5" }, ["ratePerSecond"], "number_out_of_range"],
  ["a reserve as text", { client, store, quotaReserve: "5" }, ["quotaReserve"], "number_out_of_range"],
  ["a switch as text", { client, store, holdOnRefusal: "yes" }, ["holdOnRefusal"], "type_wrong"],
  ["a staging without phones", { client, store, staging: true }, ["staging"], "type_wrong"],
  ["a staging with a list", { client, store, staging: { phones: ["84912345678"] } }, ["staging"], "type_wrong"],
  [
    "a staging of national phones",
    { client, store, staging: { phones: new Set(["0912345678"]) } },
    ["staging"],
    "type_wrong",
  ],
  ["a listener that is no function", { client, store, onWaiting: true }, ["onWaiting"], "type_wrong"],
  ["an undeliverable that is no function", { client, store, onUndeliverable: true }, ["onUndeliverable"], "type_wrong"],
  ["a clock that is a number", { client, store, now: 5 }, ["now"], "type_wrong"],
  ["an around that is no function", { client, store, around: {} }, ["around"], "type_wrong"],
  ["templates that were only read", { client, store, templates: {} }, ["templates"], "templates_wrong"],
  ["events that are a text", { client, store, events: "https://shop.example" }, ["events"], "type_wrong"],
  ["targets that are no list", { client, store, events: { targets: target } }, ["events", "targets"], "type_wrong"],
  ["a target that is a URL", { client, store, events: { targets: [target.url] } }, ["events", "targets"], "type_wrong"],
  [
    "a target without secrets",
    { client, store, events: { targets: [{ ...target, secrets: undefined }] } },
    ["events", "targets"],
    "type_wrong",
  ],
  [
    "a target whose types are a text",
    { client, store, events: { targets: [{ ...target, types: "*" }] } },
    ["events", "targets"],
    "type_wrong",
  ],
  [
    "a target's misspelt option",
    { client, store, events: { targets: [{ ...target, secret: "" }] } },
    ["events", "targets"],
    "type_wrong",
  ],
  [
    "a weak secret",
    { client, store, events: { targets: [{ ...target, secrets: ["abc"] }] } },
    ["events", "targets"],
    "secret_wrong",
  ],
  [
    "a notice as text",
    { client, store, events: { targets, notifyRefused: "no" } },
    ["events", "notifyRefused"],
    "type_wrong",
  ],
  [
    "a silence as text",
    { client, store, events: { targets, undeliveredAfterMs: "60000" } },
    ["events", "undeliveredAfterMs"],
    "number_out_of_range",
  ],
  ["a fetch that is no function", { client, store, events: { targets, fetch: 5 } }, ["events", "fetch"], "type_wrong"],
  [
    "an onStored that is no function",
    { client, store, events: { targets, onStored: 5 } },
    ["events", "onStored"],
    "type_wrong",
  ],
  ["events that go nowhere", { client, store, events: {} }, ["events", "targets"], "required"],
])("journeys with %s are refused by the option's name", async (_, options, path, code) => {
  const failure = await failureOf(() => createJourneys(options as never));
  expect(failure).toMatchObject({ kind: "config", issues: [{ path, code }] });
});

it("says all that is wrong at once, and how a store is had", async () => {
  const failure = await failureOf(() => createJourneys({ marginMs: -5 } as never));
  expect(failure).toMatchObject({ issues: [{ path: ["client"] }, { path: ["marginMs"] }, { path: ["store"] }] });
  expect(String(failure)).toContain("createSqliteStore and createPostgresStore give a promise of one: await it");
});

it("a time of nothing is one", () => {
  expect(() => createJourneys({ client, store, marginMs: 0, retainMs: 0 })).not.toThrow();
});

it("what is right is taken, all of it", () => {
  const staging = { phones: new Set(["84912345678"]) };
  const events = { targets, notifyRefused: true, undeliveredAfterMs: 60_000, onStored: () => {}, fetch };
  const monthlyBudget = { budget: { amount: "0.5", currency: "USD" }, onReached: async () => {} };
  const switches = { holdOnRefusal: true, quotaReserve: 0, ratePerSecond: 0.5, quietHours: "off", appKey: "" };
  const more = { defaultCountryCode: "84", now: Date.now, onWaiting: () => {}, onUndeliverable: () => {} };
  expect(() =>
    createJourneys({ client, store, staging, events: events as never, monthlyBudget, ...switches, ...more }),
  ).not.toThrow();
  expect(() => createJourneys({ client, store, staging: false })).not.toThrow();
});
