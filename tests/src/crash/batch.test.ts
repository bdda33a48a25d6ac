import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createSandbox, type Sandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { nextMessage } from "nxzalo-testing/child-process";
import { freePort } from "nxzalo-testing/loopback";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";
import { describe, expect, it } from "vitest";
import { startGatewayChild } from "../harness/gateway-child.ts";
import { createRandom, type Random } from "../harness/random.ts";
import { batchKills as kills, batchRows as rows, crashSeed as seed } from "../harness/settings.ts";
import { type Backend, backends } from "./backends.ts";
import type { BatchToRun } from "./batch-rows.ts";
import { apiKeys, callers, limits, serverLimits } from "./settings.ts";

const script = fileURLToPath(new URL("batch-process.ts", import.meta.url));

interface BatchEnd {
  /** `ROW STATE` of every row. */
  readonly states: readonly string[];
  readonly stopped?: string;
}

/** The emulator, which takes its time, so that kills meet what is on its way; and one gateway, which is started again on its port. */
async function startBoth(random: Random, { env }: Backend) {
  const sandbox = createSandbox();
  const fetch: Sandbox["fetch"] = async (input, init) => {
    await delay(random.below(8));
    const reply = await sandbox.fetch(input, init);
    await delay(random.below(8));
    return reply;
  };
  const upstream = await listen(Object.assign(Object.create(sandbox), { fetch }), { deliverEveryMs: 0 });
  const port = await freePort();
  const variables = {
    ...sandboxVariables(sandbox, upstream.url),
    NXCLOUD_DEFAULT_COUNTRY_CODE: "84",
    GATEWAY_API_KEYS: apiKeys,
    PORT: `${port}`,
    ...env,
  };
  const start = () => startGatewayChild({ gateways: { gateway: variables }, limits, serverLimits });
  let child = start();
  await child.started;
  const times = new Map<string, number>();
  let read = 0;
  return {
    url: `http://127.0.0.1:${port}`,
    killGateway: async () => {
      await child.kill();
      child = start();
      await child.started;
    },
    /** How often NXCLOUD took each row that it took. */
    journal: () => {
      for (const { path, body, code } of sandbox.calls.slice(read)) {
        read += 1;
        if (!path.endsWith("/mt") || code !== 0) continue;
        const { messageData } = JSON.parse(body) as { messageData: { templateData: { message: string } } };
        const row = messageData.templateData.message;
        times.set(row, (times.get(row) ?? 0) + 1);
      }
      return times;
    },
    close: async () => {
      await child.kill();
      await upstream.close();
    },
  };
}

const startBatch = (batch: BatchToRun): ChildProcess =>
  fork(script, [JSON.stringify(batch)], { stdio: ["ignore", "ignore", "inherit", "ipc"] });

async function killed(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
  child.kill("SIGKILL");
  await ended;
}

/** Runs the batch until it comes to its end, and kills it so often before that, each time where it has got further. */
async function runKilled(batch: BatchToRun, random: Random, progress: () => number, alsoKill: () => Promise<void>) {
  for (let kill = 1; kill <= kills; kill += 1) {
    const child = startBatch(batch);
    const until = (batch.rows * kill) / (kills + 2);
    while (progress() < until && child.exitCode === null) await delay(5);
    await delay(random.below(40));
    await Promise.all([killed(child), alsoKill()]);
  }
  const last = startBatch(batch);
  const end = (await nextMessage(last)) as BatchEnd;
  await killed(last);
  return end;
}

describe.each(backends.filter(({ name }) => !name.includes("PgBouncer")))("a batch over $name", ({ create }) => {
  const timeout = 120_000 + rows * 60;

  /** A run, and how often each row was sent. */
  async function run(alsoKills: boolean) {
    const random = createRandom(seed, Number(alsoKills));
    const backend = await create();
    const both = await startBoth(random, backend);
    const batch = { url: both.url, key: callers.desk, rows, retryForMs: 60_000 };
    try {
      const alsoKill = () => (alsoKills && random.next() < 0.6 ? both.killGateway() : Promise.resolve());
      const end = await runKilled(batch, random, () => both.journal().size, alsoKill);
      return { end, times: both.journal() };
    } finally {
      await both.close();
      await backend.remove();
    }
  }

  it(`${rows} rows, killed ${kills} times: each is sent exactly once (CRASH_SEED=${seed})`, { timeout }, async () => {
    const { end, times } = await run(false);
    expect(end.stopped).toBeUndefined();
    expect(end.states).toEqual(Array.from({ length: rows }, (_, row) => `${row} accepted`));
    expect(times.size).toBe(rows);
    expect([...times.values()].filter((count) => count !== 1)).toEqual([]);
  });

  it(`${rows} rows, the gateway killed as well: none is sent twice, and what is said of each adds up`, {
    timeout,
  }, async () => {
    const { end, times } = await run(true);
    expect(end.stopped).toBeUndefined();
    expect(end.states.length).toBe(rows);
    // What a gateway had begun when it was killed may have been sent, and no receipt has told.
    const isTrue = (state: string) => {
      const [row = "", name] = state.split(" ");
      return name === "accepted" ? times.get(row) === 1 : name === "unknown" && (times.get(row) ?? 0) <= 1;
    };
    expect(end.states.filter((state) => !isTrue(state))).toEqual([]);
    expect(end.states.filter((state) => state.endsWith("unknown")).length).toBeLessThan(kills * 9);
  });
});
