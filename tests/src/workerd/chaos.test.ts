import { createNxZalo } from "@nxzalo/core";
import { expect, inject, it } from "vitest";
import type { Journal } from "../chaos/journal.ts";
import { judge } from "../chaos/judge.ts";
import { runChaos, summarize } from "../chaos/run-chaos.ts";
import type { ChaosSubject } from "../chaos/subjects.ts";

const { seed, timeoutMs, urls, accessSecret, journalUrl } = inject("servers").chaos;

const deadlineMs = 1_500;
/** workerd gives no evidence of what was not sent. */
const promises = { timeoutMs, knowsUnsent: false };
const subjects: readonly ChaosSubject[] = [
  {
    name: "core in workerd, no retries",
    ...promises,
    deadlineMs: timeoutMs,
    retries: false,
    create: (options) => createNxZalo({ ...options, retry: false }),
  },
  {
    name: "core in workerd, with retries",
    ...promises,
    deadlineMs,
    retries: true,
    create: (options) => createNxZalo({ ...options, deadlineMs }),
  },
];

const rejections: unknown[] = [];
addEventListener("unhandledrejection", ({ reason }) => rejections.push(reason));

// Both runs share one journal: their calls have numbers of their own.
it.each(subjects.map((subject, index) => [subject.name, subject, index * 1_000] as const))(
  `%s: 200 calls with CHAOS_SEED=${seed}`,
  async (name, subject, firstCall) => {
    const { signal } = new AbortController();
    const run = { subject, urls, accessSecret, seed, firstCall, calls: 200, concurrency: 6, signal };
    const { settled, slackMs } = await runChaos(run);
    const journal: Journal = await (await fetch(journalUrl)).json();
    console.log(summarize(name, seed, settled, journal));
    expect(settled).toHaveLength(200);
    expect(judge(settled, journal, { ...subject, slackMs })).toEqual([]);
    expect(rejections).toEqual([]);
  },
);
