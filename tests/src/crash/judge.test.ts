import { expect, it } from "vitest";
import type { Asked, End, Phase, Question } from "./asked.ts";
import { type CrashRun, judge } from "./judge.ts";
import type { SentMessage } from "./upstream.ts";

const answered = (status: number, json: Readonly<Record<string, unknown>>): End => ({
  kind: "answered",
  status,
  json,
  retryAfter: status === 503 ? "2" : null,
  type: status < 400 ? "application/json" : "application/problem+json",
});
const problem = (status: number, code: string, outcome: string) =>
  answered(status, { code, outcome, retryable: outcome !== "unknown" });
const cut: End = { kind: "cut", isKilled: true, message: "other side closed" };

const one = (phase: Phase, question: Question, end: End): Asked => ({ phase, question, end, tookMs: 10 });
const open: Question = { kind: "open", order: "order 1" };
const find: Question = { kind: "find", order: "order 1" };
const sending = (message: string): Question => ({ kind: "send", order: "order 1", message });
/** Sent and confirmed by a receipt; sent and confirmed only at the end; begun by a gateway that was killed before it sent it. */
const [confirmed, late, burnt] = ["order 1 by reference", "order 1 by journeyId", "order 1 by token"] as const;

const journey = { journeyId: "1", token: "t1" };
const unknown = problem(502, "network_error", "unknown");
const sent = (message: string): SentMessage => ({
  message,
  requestId: `id of ${message}`,
  journeyToken: "t1",
  isConfirmed: true,
});
const accepted = (message: string) => answered(202, { requestId: `id of ${message}` });

/** What an honest run looks like. */
const truth: CrashRun = {
  asked: [
    one("crashing", open, problem(503, "unavailable", "not_sent")),
    one("crashing", open, answered(201, { ...journey, reused: false })),
    one("crashing", open, cut),
    one("crashing", sending(confirmed), problem(409, "idempotency_conflict", "unknown")),
    one("crashing", sending(confirmed), accepted(confirmed)),
    one("crashing", sending(late), problem(504, "timeout", "unknown")),
    one("crashing", sending(burnt), cut),
    one("unsettled", open, answered(200, { ...journey, reused: true })),
    one("unsettled", sending(confirmed), accepted(confirmed)),
    one("unsettled", sending(late), unknown),
    one("unsettled", sending(burnt), unknown),
    one("settled", open, answered(200, { ...journey, reused: true })),
    one("settled", sending(confirmed), accepted(confirmed)),
    one("settled", sending(late), accepted(late)),
    one("settled", sending(burnt), unknown),
    one("settled", find, answered(200, { journeyId: "1" })),
  ],
  journal: [sent(confirmed), sent(late)],
  confirmedBefore: new Set([confirmed]),
  undelivered: 0,
};

type Fits = (asked: Asked) => boolean;
const isOf =
  (kind: Question["kind"], phase: Phase): Fits =>
  (asked) =>
    asked.question.kind === kind && asked.phase === phase;
const isAbout =
  (message: string, phase: Phase): Fits =>
  ({ question, ...asked }) =>
    question.kind === "send" && question.message === message && asked.phase === phase;

/** The run, with something else in the place of what fits. */
const changed = (fits: Fits, end: End): CrashRun => ({
  ...truth,
  asked: truth.asked.map((asked) => (fits(asked) ? { ...asked, end } : asked)),
});
const more = (asked: Asked): CrashRun => ({ ...truth, asked: [...truth.asked, asked] });
const withJournal = (journal: readonly SentMessage[]): CrashRun => ({ ...truth, journal });

it("finds nothing in an honest run", () => expect(judge(truth)).toEqual([]));

// A judge that never objects would make every run worthless: a true run is falsified, in each way once.
it.each<[string, CrashRun, RegExp]>([
  ["a second token", more(one("crashing", open, answered(200, { ...journey, token: "t2" }))), /order 1 has 2 tokens/],
  ["a second journey", more(one("crashing", open, answered(200, { journeyId: "2" }))), /order 1 has 2 journeys/],
  [
    "a message's own journey",
    changed(isAbout(confirmed, "crashing"), answered(202, { requestId: `id of ${confirmed}`, journeyId: "2" })),
    /order 1 has 2 journeys/,
  ],
  [
    "a message that rides on a token of its own",
    withJournal([sent(confirmed), { ...sent(late), journeyToken: "t2" }]),
    /order 1 has 2 tokens/,
  ],
  [
    "a journey that its key has lost",
    changed(isOf("open", "settled"), answered(201, { ...journey, reused: false })),
    /which its key does not have at the end/,
  ],
  [
    "a journey that cannot be found",
    changed(isOf("find", "settled"), problem(404, "journey_not_found", "not_sent")),
    /which cannot be found at the end/,
  ],
  [
    "a message that was sent twice",
    withJournal([sent(confirmed), sent(confirmed), sent(late)]),
    /was accepted 2 times/,
  ],
  ["an accepted message that NXCLOUD never had", withJournal([sent(late)]), /which NXCLOUD did not accept/],
  [
    "an accepted message with another id",
    changed(isAbout(confirmed, "crashing"), answered(202, { requestId: "another" })),
    /202 with another, which NXCLOUD did not accept/,
  ],
  [
    "a bug",
    changed(isAbout(confirmed, "crashing"), problem(500, "internal_error", "unknown")),
    /answered 500 internal_error/,
  ],
  [
    "a problem that does not belong there",
    changed(isAbout(confirmed, "crashing"), problem(422, "idempotency_mismatch", "not_sent")),
    /answered 422 idempotency_mismatch/,
  ],
  [
    "a page instead of a problem",
    changed(isAbout(confirmed, "crashing"), { ...answered(502, {}), type: "text/html" } as End),
    /answered 502 as text\/html/,
  ],
  [
    "a problem without an outcome",
    changed(isAbout(confirmed, "crashing"), problem(504, "timeout", "")),
    /504 timeout without an outcome/,
  ],
  [
    "a 503 that does not say when to come back",
    changed(isOf("open", "crashing"), { ...problem(503, "unavailable", "not_sent"), retryAfter: null } as End),
    /503 unavailable without Retry-After/,
  ],
  ["an answer that never came", changed(isOf("open", "crashing"), { kind: "hung" }), /was not answered/],
  [
    "a connection that a running gateway cut",
    changed(isOf("open", "crashing"), { ...cut, isKilled: false } as End),
    /cut by a gateway that runs/,
  ],
  [
    "a gateway that has not recovered",
    changed(isOf("open", "unsettled"), problem(503, "unavailable", "not_sent")),
    /503 unavailable when all gateways ran again \(open\)/,
  ],
  [
    "a key that is still taken",
    changed(isAbout(burnt, "unsettled"), problem(409, "idempotency_conflict", "unknown")),
    /409 idempotency_conflict when all gateways ran again/,
  ],
  [
    "a receipt that settled nothing",
    changed(isAbout(confirmed, "unsettled"), unknown),
    /called unknown, when its receipt had come \(unsettled\)/,
  ],
  [
    "the same at the end",
    changed(isAbout(late, "settled"), unknown),
    /called unknown, when its receipt had come \(settled\)/,
  ],
  [
    "an unknown outcome out of nowhere",
    changed(isAbout(burnt, "crashing"), problem(503, "unavailable", "not_sent")),
    /called unknown, when it never was on its way/,
  ],
  ["receipts that no gateway took", { ...truth, undelivered: 3 }, /3 receipts were not taken/],
])("objects to %s", (_, run, expected) => expect(judge(run).join("\n")).toMatch(expected));
