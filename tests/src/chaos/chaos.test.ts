import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { countResources, grown } from "../harness/resources.ts";
import { chaosCalls as calls, chaosSeed as seed } from "../harness/settings.ts";
import { eventually } from "../harness/waiting.ts";
import { judge } from "./judge.ts";
import { countEnds, runChaos, summarize } from "./run-chaos.ts";
import { startChaosServer } from "./server/chaos-server.ts";
import { deliveries } from "./server/deliveries.ts";
import { accessSecret } from "./server/nxcloud.ts";
import { subjects } from "./subjects.ts";

/** Longer than fetch keeps an idle connection. */
const idleMs = 8_000;

describe.each(subjects)("$name under chaos", (subject) => {
  it(`${calls} calls with CHAOS_SEED=${seed}`, { timeout: 60_000 + calls * 60 }, async () => {
    const before = countResources();
    const rejections: unknown[] = [];
    const onRejection = (why: unknown) => rejections.push(why);
    process.on("unhandledRejection", onRejection);
    const { signal } = new AbortController();
    const server = await startChaosServer({ seed, timeoutMs: subject.timeoutMs });
    try {
      const run = { subject, urls: server.urls, accessSecret, seed, calls, concurrency: 64, signal };
      const { settled, slackMs } = await runChaos(run);
      console.log(summarize(subject.name, seed, settled, server.journal()));
      expect(settled).toHaveLength(calls);
      expect(judge(settled, server.journal(), { ...subject, slackMs })).toEqual([]);

      // The server stalls for ever, so what is closed now was let go by the client.
      const openConnections = () => server.journal().openConnections;
      expect(await eventually(openConnections, (open) => open === 0, idleMs), "open connections").toBe(0);
      expect(getEventListeners(signal, "abort")).toEqual([]);
      // Late effects are in the journal too.
      expect(judge(settled, server.journal(), { ...subject, slackMs })).toEqual([]);

      const ways = new Set(server.journal().entries.map(({ delivery }) => delivery));
      if (calls >= 2_000) expect([...ways]).toEqual(expect.arrayContaining(Object.keys(deliveries)));
      const ends = countEnds(settled);
      for (const end of ["resolved", "rejected", "unknown", "not_sent", "aborted"])
        expect(ends[end], end).toBeGreaterThan(0);
    } finally {
      await server.close();
      process.off("unhandledRejection", onRejection);
    }
    expect(
      await eventually(
        () => grown(before),
        (more) => more.length === 0,
        idleMs,
      ),
    ).toEqual([]);
    expect(rejections).toEqual([]);
  });
});
