import type { ReceivedEvent } from "nxzalo-testing/event-receiver";
import { expect, it } from "vitest";
import type { End } from "../asked.ts";
import type { SentMessage } from "../upstream.ts";
import { judgeWaiting } from "./judge.ts";
import { heldTemplate, type WaitingMessage } from "./plan.ts";
import type { WaitingRun, WaitingStory } from "./run.ts";

const answered = (status: number, json: Readonly<Record<string, unknown>>): End => ({
  kind: "answered",
  status,
  json,
  retryAfter: null,
  type: status < 400 ? "application/json" : "application/problem+json",
});
const cut: End = { kind: "cut", isKilled: true, message: "other side closed" };

const message = (name: string, more: Partial<WaitingMessage> = {}): WaitingMessage => ({
  name,
  caller: "desk",
  phone: "84970000000",
  reference: name,
  templateId: "133214",
  topic: undefined,
  lane: undefined,
  isAsync: false,
  sendInMs: 1_000,
  lastsMs: undefined,
  cancelInMs: undefined,
  restrictInMs: undefined,
  at: 0,
  ...more,
});

/** A message that was asked for at `at`, and what it is in the end. */
const story = (own: WaitingMessage, state: string, at = 0): WaitingStory => ({
  message: own,
  notAfter: 2_000,
  answers: [
    { at, end: cut },
    { at, end: answered(202, { messageId: own.name, state: "scheduled" }) },
  ],
  cancels: [],
  restrictedAt: undefined,
  last: answered(200, { messageId: own.name, state }),
});

const sent = (name: string): SentMessage => ({
  message: name,
  requestId: `id of ${name}`,
  journeyToken: "t1",
  isConfirmed: true,
});

const topic = { topic: "arrival", reference: "parcel 1" };
const quiet = { phone: "84970000001", restrictInMs: 10 };
const [usual, unsure, replaced, newer, over, withdrawn, stopped, overQuota] = [
  story(message("usual"), "delivered"),
  story(message("unsure"), "unknown"),
  story(message("replaced", topic), "superseded"),
  story(message("newer", topic), "accepted", 20_000),
  story(message("over"), "expired"),
  { ...story(message("withdrawn"), "cancelled"), cancels: [cut, answered(200, { state: "cancelled" })] },
  { ...story(message("stopped", quiet), "cancelled"), restrictedAt: 30 },
  story(message("over quota", { templateId: heldTemplate }), "scheduled"),
];
const held = { messageId: "over quota", state: "scheduled", heldFor: "quota" };

const event = (type: string, messageId: string, id = `${type} ${messageId}`): ReceivedEvent => ({
  id,
  type,
  data: { messageId },
  headers: {},
  body: "",
});

/** What an honest run looks like. */
const truth: WaitingRun = {
  stories: [
    usual,
    unsure,
    replaced,
    { ...newer, notAfter: undefined },
    over,
    withdrawn,
    stopped,
    { ...overQuota, last: answered(200, held) },
  ],
  journal: [sent("usual"), sent("unsure"), sent("newer"), sent("over quota")],
  arrivals: new Map([
    ["usual", [1_900]],
    ["unsure", [1_950]],
    ["newer", [21_000]],
  ]),
  resumedAt: [9_000],
  overAt: 60_000,
  undelivered: 0,
  waiting: [],
  told: [{ ext: "nxzalo:usual:1", status: "delivered" }],
  // Delivered at least once.
  events: [
    event("receipt.delivered", "usual"),
    event("receipt.delivered", "usual"),
    event("message.undeliverable", "over"),
    event("message.undeliverable", "over"),
    event("message.undeliverable", "stopped"),
  ],
};

const withStory = (own: WaitingStory): WaitingRun => ({
  ...truth,
  stories: truth.stories.map((one) => (one.message.name === own.message.name ? own : one)),
});
const withJournal = (...names: readonly string[]): WaitingRun => ({
  ...truth,
  journal: [...truth.journal, ...names.map(sent)],
});
const withArrival = (name: string, at: number): WaitingRun => ({
  ...truth,
  arrivals: new Map([...truth.arrivals, [name, [at]]]),
});

it("finds nothing in an honest run", () => expect(judgeWaiting(truth)).toEqual([]));

it("excuses a gateway that was stopped between its last look and the request", () =>
  expect(judgeWaiting(withArrival("usual", 9_500))).toEqual([]));

it("excuses an event whose third try is minutes away, and what follows on it", () => {
  const waiting = [
    { type: "message.undeliverable", messageId: "over", tries: 2 },
    { type: "receipt.delivered", messageId: "usual", tries: 2 },
  ];
  const later = { type: "receipt.seen", messageId: "usual", tries: 0 };
  const told = [...truth.told, { ext: "nxzalo:usual:1", status: "seen" }];
  const events = truth.events.slice(4);
  expect(judgeWaiting({ ...truth, told, events, waiting: [...waiting, later] })).toEqual([]);
});

// A judge that never objects would make every run worthless: a true run is falsified, in each way once.
it.each<[string, WaitingRun, RegExp]>([
  ["a message that was sent twice", withJournal("usual"), /usual was accepted 2 times/],
  [
    "one that is due and was never sent",
    withStory(story(message("unsure"), "scheduled")),
    /unsure was due, and was never sent/,
  ],
  [
    "one that was promised and is gone",
    withStory({ ...usual, last: answered(404, { code: "message_not_found" }) }),
    /usual was promised, and cannot be found/,
  ],
  ["one that NXCLOUD never had", withStory(story(message("over"), "sent")), /over is called sent, and NXCLOUD never/],
  ["one that expired, and was sent", withJournal("over"), /over is called expired, and NXCLOUD has it/],
  ["one that was replaced, and sent", withJournal("replaced"), /replaced is called superseded, and NXCLOUD has it/],
  [
    "one that was cancelled, and sent",
    {
      ...withStory({ ...withdrawn, last: answered(200, { state: "unknown" }) }),
      journal: withJournal("withdrawn").journal,
    },
    /withdrawn was cancelled, and sent/,
  ],
  ["one that set out after its time", withArrival("usual", 4_000), /usual was sent 2000 ms after its time/],
  [
    "one that set out after a newer one of its topic",
    { ...withArrival("replaced", 40_000), resumedAt: [39_000] },
    /replaced was sent after newer was taken/,
  ],
  [
    "one that was sent after its recipient was restricted",
    withArrival("stopped", 40_000),
    /stopped was sent 39970 ms after a restriction/,
  ],
  [
    "one that a restriction cancelled, and of which nobody is told",
    { ...truth, events: truth.events.slice(0, 4) },
    /stopped is cancelled, and nobody was told/,
  ],
  [
    "one that was held for a quota, and sent again",
    withJournal("over quota"),
    /over quota is held for a quota, and was sent 2 times/,
  ],
  [
    "one that came after the quota, and was not held",
    withStory({ ...overQuota, last: answered(200, { ...held, state: "failed" }) }),
    /over quota came after the quota of the day, and was not held/,
  ],
  [
    "an event that was lost",
    { ...truth, events: truth.events.slice(2) },
    /receipt.delivered of usual was never delivered/,
  ],
  [
    "an event that was tried once, and is never tried again",
    { ...truth, events: truth.events.slice(2), waiting: [{ type: "receipt.delivered", messageId: "usual", tries: 1 }] },
    /receipt.delivered of usual was never delivered/,
  ],
  ["nobody who is told", { ...truth, events: truth.events.slice(0, 2) }, /over is expired, and nobody was told/],
  [
    "two events of one message",
    { ...truth, events: [...truth.events, event("message.undeliverable", "over", "another")] },
    /over was called undeliverable by 2 events/,
  ],
  [
    "one that was delivered, and is called undeliverable",
    { ...truth, events: [...truth.events, event("message.undeliverable", "usual")] },
    /usual is delivered, and was called undeliverable/,
  ],
  ["receipts that no gateway took", { ...truth, undelivered: 3 }, /3 receipts were not taken/],
])("objects to %s", (_, run, expected) => expect(judgeWaiting(run).join("\n")).toMatch(expected));
