import { createProxyClient } from "@nxzalo/client";
import { expect, it } from "vitest";
import type { ChaosClient, ChaosSubject } from "../chaos-client.ts";
import { runChaos } from "../chaos-run.ts";
import { judge } from "../judge.ts";
import { planReply } from "../plan.ts";
import { eventually } from "../resources.ts";
import { startChaosServer } from "../server/chaos-server.ts";
import { accessSecret } from "../server/verify-request.ts";
import { chaosSeed as seed, soakSeconds } from "../settings.ts";
import type { SettledCall } from "../settled-call.ts";
import { summary } from "../summary.ts";
import { key } from "./key.ts";
import { type Health, spawnGateways } from "./spawn-gateways.ts";

const limits = { timeoutMs: 600, deadlineMs: 1_500 };
const megabyte = 2 ** 20;
const callsAtOnce = 250;

/** A caller of the gateway: what holds of the client directly holds of it through the gateway. */
const subject: ChaosSubject = {
  name: "client through the gateway",
  ...limits,
  knowsUnsent: true,
  retries: true,
  countsAttempts: false,
  create: ({ baseUrl }) =>
    createProxyClient({ baseUrl: String(baseUrl), headers: { authorization: `Bearer ${key}` } }) as ChaosClient,
};

const middleOf = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Of the calls that meet no fault and no refusal, how many got their answer. */
function shareOfHealthy(settled: readonly SettledCall[]): number {
  const healthy = settled.filter(({ call, door, abortAfterMs }) => {
    const { accepted, code, delivery } = planReply(seed, call, 0);
    return door === "open" && abortAfterMs === undefined && accepted && code === 0 && delivery === "clean";
  });
  return healthy.filter(({ end }) => end.kind === "resolved").length / healthy.length;
}

/** From the middle third to the last: the first is for warming up. */
function growth(samples: readonly Health[], measure: (health: Health) => number): number {
  const third = Math.floor(samples.length / 3);
  return middleOf(samples.slice(-third).map(measure)) - middleOf(samples.slice(third, 2 * third).map(measure));
}

it(`the gateway under chaos for ${soakSeconds} s with CHAOS_SEED=${seed}`, {
  timeout: soakSeconds * 3_000 + 60_000,
}, async () => {
  const server = await startChaosServer({ seed, timeoutMs: limits.timeoutMs });
  const gateways = await spawnGateways({ upstreams: server.urls, accessSecret, ...limits });
  try {
    const { signal } = new AbortController();
    const settled: SettledCall[] = [];
    const samples: Health[] = [];
    let slackMs = 0;
    const endsAt = Date.now() + soakSeconds * 1_000;
    while (Date.now() < endsAt || samples.length < 9) {
      const calls = { firstCall: settled.length, calls: callsAtOnce, concurrency: 32 };
      const run = await runChaos({ subject, urls: gateways.urls, accessSecret, seed, signal, ...calls });
      settled.push(...run.settled);
      slackMs = Math.max(slackMs, run.slackMs);
      samples.push(await gateways.health());
    }
    const heap = growth(samples, ({ heapUsed }) => heapUsed / megabyte);
    const rss = growth(samples, ({ rss }) => rss / megabyte);
    const most = Math.max(...samples.map(({ sockets }) => sockets));
    console.log(summary(subject.name, seed, settled, server.journal()));
    console.log(
      `heap ${heap.toFixed(2)} MB, rss ${rss.toFixed(2)} MB from the middle third to the last; at most ${most} sockets, healthy ${shareOfHealthy(settled).toFixed(3)}`,
    );

    // The gateway's own process is busy too, and collects its garbage between the runs.
    expect(judge(settled, server.journal(), { ...subject, slackMs: slackMs + 500 })).toEqual([]);
    expect(shareOfHealthy(settled)).toBeGreaterThan(0.8);
    expect(heap).toBeLessThan(2);
    expect(rss).toBeLessThan(40);
    // Callers and upstream each have a connection per call at most, to each of five gateways.
    expect(most).toBeLessThan(2 * 5 * 32);
    const sockets = async () => (await gateways.health()).sockets;
    expect(await eventually(sockets, (open) => open === 0, 12_000)).toBe(0);
  } finally {
    await gateways.close();
    await server.close();
  }
});
