import { setTimeout as delay } from "node:timers/promises";
import { phoneForFault, type Sandbox } from "@nxzalo/sandbox";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { gatewayAt, tokenFor } from "../crash/faults/gateway-at.ts";
import { callers } from "../crash/settings.ts";
import { readJournal } from "../crash/upstream.ts";
import { countBy, formatCounts } from "../harness/summary.ts";
import { eventually, runConcurrently } from "../harness/waiting.ts";
import type { GatewayProcess } from "./gateways.ts";
import { complaints, type Load, lost, type Send, startLoad } from "./load.ts";
import { missingPrograms, programs } from "./programs.ts";
import { type Stack, startStack } from "./stack.ts";

const timeout = 240_000;
let stack: Stack;

const statusOf = async (url: string) => (await fetch(`${url}/readyz`).catch(() => undefined))?.status;

/** Waits until a gateway, or any behind a balancer, takes calls. */
const whenReady = (url: string) =>
  eventually(
    () => statusOf(url),
    (status) => status === 200,
    60_000,
  ).then((status) => expect(status, url).toBe(200));

/** Callers of both balancers, until the test ends. Where it fails, the gateways' logs tell why. */
function startCallers({ onTestFailed, onTestFinished }: TestContext): Load {
  const load = startLoad([stack.haproxy, stack.nginx], (message) =>
    readJournal(stack.sandbox).some((sent) => sent.message === message),
  );
  onTestFailed(() => {
    for (const { url, log } of stack.gateways) console.log(`${url}\n${lastFaults(log())}`);
  });
  onTestFinished(async () => void (await load.stop()), timeout);
  return load;
}

/** The last lines of a log that are not about what went well. */
const lastFaults = (log: string) =>
  log
    .split("\n")
    .filter((line) => !line.includes('"level":"info"'))
    .slice(-20)
    .join("\n");

/** Waits until so many messages more have been asked for. */
async function whenAsked(load: Load, more: number): Promise<void> {
  const wanted = load.count() + more;
  expect(await eventually(load.count, (count) => count >= wanted, 60_000)).toBeGreaterThanOrEqual(wanted);
}

/** Waits until HAProxy, which saw a gateway end, sends it calls again. */
async function whenBack(index: number): Promise<void> {
  const name = ["one", "two"][index];
  const lastSaid = () =>
    [...stack.haproxy.log().matchAll(/Server gateways\/(\w+) is (UP|DOWN)/g)]
      .filter(([, server]) => server === name)
      .at(-1)?.[2];
  expect(await eventually(lastSaid, (said) => said === "UP", 60_000), name).toBe("UP");
}

/** NXCLOUD comes again a minute later with the receipts that were not taken; here at once. */
function repeatReceipts({ receipts, advance }: Sandbox): () => void {
  const timer = setInterval(() => {
    if (receipts.some(({ state, attempts }) => state === "waiting" && attempts > 0)) advance(60_001);
  }, 2_000);
  return () => clearInterval(timer);
}

/** Ends a load, with all that was asked for and what NXCLOUD has of it. */
async function settle(name: string, load: Load): Promise<readonly Send[]> {
  const { sandbox } = stack;
  const stopRepeating = repeatReceipts(sandbox);
  const sends = await load.stop().finally(stopRepeating);
  const ends = sends.flatMap((send) => send.ends);
  const counts = formatCounts(countBy(ends, ({ status, outcome = "no problem" }) => `${status} ${outcome}`));
  console.log(`${name}: ${sends.length} messages; ${counts}`);
  expect(complaints(sends, readJournal(sandbox))).toEqual([]);
  return sends;
}

async function restart(gateway: GatewayProcess): Promise<void> {
  expect(await gateway.stop()).toBe(0);
  expect(gateway.log()).toContain("SIGTERM: /readyz is 503 from now on");
  expect(gateway.log()).toContain("the gateway has ended");
  await gateway.start();
  await whenReady(gateway.url);
}

const installed = programs;
if (installed)
  describe("HAProxy and nginx, two gateways, PgBouncer, Postgres and the emulator", () => {
    beforeAll(async () => {
      stack = await startStack(installed);
      await Promise.all([whenReady(stack.haproxy.url), whenReady(stack.nginx.url)]);
    }, timeout);
    afterAll(() => stack?.close(), timeout);

    it("a rolling restart under load loses no answer", { timeout }, async (test) => {
      const load = startCallers(test);
      await whenAsked(load, 50);
      for (const [index, gateway] of stack.gateways.entries()) {
        await restart(gateway);
        await whenBack(index);
      }
      await whenAsked(load, 50);
      const sends = await settle("rolling restart", load);
      expect(lost(sends, readJournal(stack.sandbox), stack.nginx)).toEqual([]);
    });

    it("one gateway killed under load: nothing is sent twice, and the other one opens its journeys", {
      timeout,
    }, async (test) => {
      const [dying, living] = stack.gateways;
      const load = startCallers(test);
      await whenAsked(load, 50);
      const open = (url: string, reference: string) =>
        fetch(`${url}/v1/journeys`, {
          method: "POST",
          headers: { authorization: `Bearer ${callers.desk}`, "content-type": "application/json" },
          body: JSON.stringify({ phone: phoneForFault("slow_answer"), tokenType: "token_logistics_7", reference }),
        });
      const references = Array.from({ length: 10 }, (_, index) => `Đơn ${Date.now()} ${index}`);
      const cut = references.map((reference) => open(dying.url, reference).catch(() => "cut"));
      await delay(500);
      const waiting = references.map((reference) => open(living.url, reference));
      await delay(500);
      await dying.kill();
      const diedAt = performance.now();
      expect(await Promise.all(cut)).toEqual(references.map(() => "cut"));
      for (const answer of waiting) expect((await answer).status).toBe(201);
      // A lease, the slow answer, and what a busy machine takes beside them.
      expect(performance.now() - diedAt).toBeLessThan(20_000);
      await whenAsked(load, 50);
      await dying.start();
      await whenReady(dying.url);
      await settle("one killed", load);
    });

    it("the database restarted under load: every message is sent in the end, and once", { timeout }, async (test) => {
      const load = startCallers(test);
      await whenAsked(load, 50);
      await stack.database.restart();
      for (const { url } of [...stack.gateways, stack.haproxy, stack.nginx]) await whenReady(url);
      await whenAsked(load, 50);
      const sends = await settle("database restarted", load);
      expect(sends.filter(({ hasKey, ends }) => hasKey && ends.at(-1)?.status !== 202)).toEqual([]);
    });

    it("a full disk under load: nothing is asked for that cannot be stored, and all heals by itself", {
      timeout,
    }, async (test) => {
      const { disk, gateways, haproxy, nginx, sandbox } = stack;
      if (!disk) return console.log("a full disk is not run: no tmpfs may be mounted here");
      const token = await tokenFor(haproxy.url, "Đơn kept");
      const load = startCallers(test);
      await whenAsked(load, 50);
      test.onTestFinished(disk.free);
      disk.fill();
      const isFull = await eventually(
        () => statusOf(haproxy.url),
        (status) => status === 503,
        60_000,
      );
      expect(isFull).toBe(503);
      const tokensAsked = () => sandbox.calls.filter(({ path }) => !path.endsWith("/mt")).length;
      for (const { url } of gateways) {
        const before = tokensAsked();
        const opened = await runConcurrently(
          Array.from({ length: 10 }, (_, index) => `${url} ${index}`),
          1,
          async (reference) => (await gatewayAt(url).open(reference)).status,
        );
        expect(opened).toContain(503);
        // The one by which it is noticed.
        expect(tokensAsked() - before - opened.filter((status) => status === 201).length).toBeLessThanOrEqual(1);
        // What is stored can be read, once PgBouncer lets anything through: after a login of its own that failed, it refuses every call for
        // `server_login_retry` (08P01).
        const kept = await eventually(
          () => gatewayAt(url).open("Đơn kept"),
          ({ status }) => status === 200,
          20_000,
        );
        expect(kept).toMatchObject({ status: 200, json: { token } });
      }
      disk.free();
      for (const { url } of [...gateways, haproxy, nginx]) await whenReady(url);
      await whenAsked(load, 50);
      const sends = await settle("full disk", load);
      expect(sends.filter(({ hasKey, ends }) => hasKey && ends.at(-1)?.status !== 202)).toEqual([]);
    });
  });
else
  it("the infrastructure of a deployment", () => {
    const line = `not installed: ${missingPrograms.join(", ")}; \`apt-get install haproxy nginx pgbouncer postgresql\` as root`;
    if (process.env["CI"]) throw new Error(line);
    console.log(`the infrastructure of a deployment is not run, ${line}`);
  });
