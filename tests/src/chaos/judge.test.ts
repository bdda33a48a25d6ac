import { createNxZalo } from "@nxzalo/core";
import { beforeAll, expect, it } from "vitest";
import type { SettledCall } from "./calls.ts";
import type { Journal } from "./journal.ts";
import { judge, type Terms } from "./judge.ts";
import { runChaos } from "./run-chaos.ts";
import { startChaosServer } from "./server/chaos-server.ts";
import { accessSecret } from "./server/nxcloud.ts";
import type { ChaosClientOptions } from "./subjects.ts";

const limits = { timeoutMs: 500, deadlineMs: 500, knowsUnsent: true, retries: false } as const;
let truth: readonly SettledCall[];
let journal: Journal;
let terms: Terms;

// A judge that never objects would make the whole run worthless: the ends of a real run are falsified, in each way once.
beforeAll(async () => {
  const server = await startChaosServer({ seed: 1, timeoutMs: limits.timeoutMs });
  const subject = {
    name: "honest",
    create: (options: ChaosClientOptions) => createNxZalo({ ...options, retry: false }),
    ...limits,
  };
  const { signal } = new AbortController();
  const run = { subject, urls: server.urls, accessSecret, seed: 1, calls: 400, concurrency: 32, signal };
  const { settled, slackMs } = await runChaos(run);
  journal = server.journal();
  await server.close();
  truth = settled;
  terms = { ...limits, slackMs };
});

type Failed = Extract<SettledCall["end"], { kind: "failed" }>;

const judgeChanged = (change: (call: SettledCall) => SettledCall) =>
  judge(truth.map(change), journal, terms).join("\n");

const judgeFailures = (change: (end: Failed) => Failed) =>
  judgeChanged((call) => (call.end.kind === "failed" ? { ...call, end: change(call.end) } : call));

it("finds nothing in the truth", () => expect(judge(truth, journal, terms)).toEqual([]));

it.each<[string, () => string, RegExp]>([
  [
    "not_sent for every failure",
    () => judgeFailures((end) => ({ ...end, outcome: "not_sent" })),
    /called not_sent and was rec/,
  ],
  [
    "unknown for every failure",
    () => judgeFailures((end) => ({ ...end, outcome: "unknown" })),
    /unknown where nothing listens/,
  ],
  [
    "rejected for what is unknown",
    () => judgeFailures((end) => ({ ...end, outcome: end.outcome === "unknown" ? "rejected" : end.outcome })),
    /called rejected and was accepted/,
  ],
  ["a refusal with another code", () => judgeFailures((end) => ({ ...end, upstreamCode: 4711 })), /server never said/],
  [
    "success for every failure",
    () => judgeChanged((call) => ({ ...call, end: truth.find(({ end }) => end.kind === "resolved")?.end ?? call.end })),
    /answer of another call/,
  ],
  [
    "failure for every success",
    () =>
      judgeChanged((call) => {
        const end = { kind: "failed", code: "network_error", outcome: "unknown", attempts: 1, message: "" } as const;
        return call.end.kind === "resolved" ? { ...call, end } : call;
      }),
    /got an honest answer/,
  ],
  [
    "a timeout for every success, when its time was over",
    () =>
      judgeChanged((call) => {
        const end = { kind: "failed", code: "timeout", outcome: "unknown", attempts: 1, message: "" } as const;
        return call.end.kind === "resolved" ? { ...call, end, tookMs: 500 } : call;
      }),
    /lost to the time limit/,
  ],
  [
    "a timeout before the time was over",
    () =>
      judgeChanged((call) => {
        const end = { kind: "failed", code: "timeout", outcome: "unknown", attempts: 1, message: "" } as const;
        return call.end.kind === "resolved" ? { ...call, end, tookMs: 10 } : call;
      }),
    /got an honest answer/,
  ],
  ["a late end", () => judgeChanged((call) => ({ ...call, tookMs: call.tookMs + 20_000 })), /more than/],
  [
    "an error of another kind",
    () => judgeChanged((call) => ({ ...call, end: { kind: "crashed", message: "?" } })),
    /crashed/,
  ],
  [
    "a request that was sent twice",
    () => judge(truth, { ...journal, entries: [...journal.entries, ...journal.entries] }, terms).join("\n"),
    /was accepted 2 times/,
  ],
  ["a stray request", () => judge(truth, { ...journal, strays: ["a stray"] }, terms).join("\n"), /a stray/],
  [
    "a success that the server never accepted",
    () => judge(truth, { ...journal, entries: [] }, terms).join("\n"),
    /resolved and was never accepted/,
  ],
])("objects to %s", (_, complaints, expected) => expect(complaints()).toMatch(expected));
