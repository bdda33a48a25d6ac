import { createProxyClient } from "@nxzalo/client";
import { expect, it } from "vitest";
import { type GatewayHealth, startGatewayChild } from "../../harness/gateway-child.ts";
import { chaosSeed as seed, soakSeconds } from "../../harness/settings.ts";
import { eventually } from "../../harness/waiting.ts";
import type { SettledCall } from "../calls.ts";
import { judge } from "../judge.ts";
import { type EndpointName, endpointNames, planReply } from "../plan.ts";
import { runChaos, summarize } from "../run-chaos.ts";
import { startChaosServer } from "../server/chaos-server.ts";
import { accessSecret } from "../server/nxcloud.ts";
import type { ChaosClient, ChaosSubject } from "../subjects.ts";
import { key } from "./gateway-under-test.ts";

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

/** The variables of one gateway before each endpoint of the chaos server. */
function variablesBefore(urls: Readonly<Record<EndpointName, string>>) {
  const variables = (name: EndpointName): Record<string, string> => ({
    SQLITE_PATH: ":memory:",
    NXCLOUD_BASE_URL: urls[name],
    NXCLOUD_ACCESS_KEY: `soak-${name}`,
    NXCLOUD_ACCESS_SECRET: accessSecret,
    NXCLOUD_APP_KEY: "chaos-app",
    GATEWAY_API_KEYS: `chaos:${key}`,
    PORT: "0",
    // Whose end is waited for.
    KEEP_ALIVE_SECONDS: "5",
  });
  const gateways = endpointNames.map((name) => [name, variables(name)] as const);
  return Object.fromEntries(gateways) as Readonly<Record<EndpointName, Record<string, string>>>;
}

/** Of the calls that meet no fault and no refusal, how many got their answer. */
function shareOfHealthy(settled: readonly SettledCall[]): number {
  const healthy = settled.filter(({ call, endpoint, abortAfterMs }) => {
    const { accepted, code, delivery } = planReply(seed, call, 0);
    return endpoint === "open" && abortAfterMs === undefined && accepted && code === 0 && delivery === "clean";
  });
  return healthy.filter(({ end }) => end.kind === "resolved").length / healthy.length;
}

/** From the middle third to the last: the first is for warming up. */
function growth(samples: readonly GatewayHealth[], measure: (health: GatewayHealth) => number): number {
  const third = Math.floor(samples.length / 3);
  return middleOf(samples.slice(-third).map(measure)) - middleOf(samples.slice(third, 2 * third).map(measure));
}

it(`the gateway under chaos for ${soakSeconds} s with CHAOS_SEED=${seed}`, {
  timeout: soakSeconds * 3_000 + 60_000,
}, async () => {
  const server = await startChaosServer({ seed, timeoutMs: limits.timeoutMs });
  const gateways = startGatewayChild({ gateways: variablesBefore(server.urls), limits }, { collectsGarbage: true });
  try {
    const urls = await gateways.started;
    if (!urls) throw new Error("the gateways were killed");
    const { signal } = new AbortController();
    const settled: SettledCall[] = [];
    const samples: GatewayHealth[] = [];
    let slackMs = 0;
    const endsAt = Date.now() + soakSeconds * 1_000;
    while (Date.now() < endsAt || samples.length < 9) {
      const calls = { firstCall: settled.length, calls: callsAtOnce, concurrency: 32 };
      const run = await runChaos({ subject, urls, accessSecret, seed, signal, ...calls });
      settled.push(...run.settled);
      slackMs = Math.max(slackMs, run.slackMs);
      samples.push(await gateways.health());
    }
    const heap = growth(samples, ({ heapUsed }) => heapUsed / megabyte);
    const rss = growth(samples, ({ rss }) => rss / megabyte);
    const most = Math.max(...samples.map(({ sockets }) => sockets));
    console.log(summarize(subject.name, seed, settled, server.journal()));
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
    await gateways.kill();
    await server.close();
  }
});
