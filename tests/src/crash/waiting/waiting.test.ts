import { describe, expect, it } from "vitest";
import { waitingMessages as messages, crashSeed as seed } from "../../harness/settings.ts";
import { countBy, formatCounts } from "../../harness/summary.ts";
import { backends } from "../backends.ts";
import { judgeWaiting } from "./judge.ts";
import { runWaiting, type WaitingStory } from "./run.ts";

/** Of one gateway: what its dispatcher takes at once, and what its callers ask for. */
const onTheWayAtMost = 24 + 40;

const stateOf = ({ last }: WaitingStory) =>
  last?.kind === "answered" ? String(last.json["state"] ?? last.json["code"]) : "not asked for";

describe.each(backends.filter(({ name }) => !name.includes("PgBouncer")))(
  "three dispatchers on $name, killed and stopped at random",
  ({ name, create }) => {
    it(`${messages} messages that wait, with CRASH_SEED=${seed}`, { timeout: 360_000 + messages * 60 }, async () => {
      const backend = await create();
      try {
        const run = await runWaiting(seed, messages, backend);
        const { stories, journal, kills, pauses } = run;
        const states = countBy(stories, stateOf);
        console.log(
          `waiting, ${name}: seed ${seed}, ${kills} kills, ${pauses} pauses; ${journal.length} messages accepted, ${run.events.length} events; ${formatCounts(states)}`,
        );
        expect(judgeWaiting(run).slice(0, 20)).toEqual([]);
        // A run in which nothing broke, or everything did, would prove nothing.
        expect(kills).toBeGreaterThan(0);
        // "scheduled" are those that are held for a quota.
        for (const state of ["cancelled", "superseded", "expired", "failed", "scheduled"])
          expect(states[state], state).toBeGreaterThan(0);
        expect(journal.length).toBeGreaterThan(messages / 8);
        // What a gateway had on its way when it was killed, or stopped for too long.
        expect(states["unknown"] ?? 0).toBeLessThan((kills + pauses) * onTheWayAtMost);
      } finally {
        await backend.remove();
      }
    });
  },
);
