import { createNxZalo } from "@nxzalo/core";
import { expect, inject, it } from "vitest";
import { runChaos } from "../chaos/chaos-run.ts";
import type { Journal } from "../chaos/journal.ts";
import { judge } from "../chaos/judge.ts";
import { summary } from "../chaos/summary.ts";

const { seed, timeoutMs, urls, accessSecret, journalUrl } = inject("servers").chaos;

const name = "core in workerd";
/** workerd gives no evidence of what was not sent. */
const subject = { name, create: createNxZalo, timeoutMs, deadlineMs: timeoutMs, knowsUnsent: false, retries: false };

it(`200 calls with CHAOS_SEED=${seed}`, { timeout: 60_000 }, async () => {
  const { signal } = new AbortController();
  const { settled, slackMs } = await runChaos({
    ...{ subject, urls, accessSecret, seed, calls: 200, concurrency: 6, signal },
  });
  const journal: Journal = await (await fetch(journalUrl)).json();
  console.log(summary(name, seed, settled, journal));
  expect(settled).toHaveLength(200);
  expect(judge(settled, journal, { ...subject, slackMs })).toEqual([]);
});
